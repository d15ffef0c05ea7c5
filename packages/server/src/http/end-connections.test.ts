import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { smallServer } from '../../test/small-server';

vi.setConfig({ testTimeout: 20_000 });

/** A connection on which `text` was sent; all that comes back, once it has ended. */
async function connected(port: number, text: string) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.setEncoding('utf8').on('data', (data) => {
    received += data;
  });
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(received)));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.on('error', () => undefined);
  if (text !== '') socket.write(text);
  return { socket, ended, received: () => received };
}

it('ends at once although connections without a request, with half of one, and kept alive are open', async () => {
  const { app } = await smallServer({ items: 2 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const silent = await connected(port, '');
  const half = await connected(port, 'GET /health HTTP/1.1\r\nHost: loc');
  const kept = await connected(port, 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await vi.waitFor(() => expect(kept.received()).toContain('200 OK'));
  const start = performance.now();
  await app.close();
  // Node by itself waits for a minute.
  expect(performance.now() - start).toBeLessThan(10_000);
  expect([await silent.ended, await half.ended]).toEqual(['', '']);
  await kept.ended;
});

it('a request that was received is answered before the end, and the client told not to keep the connection', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { app, parts } = await smallServer({ items: 2, beforeJob: () => held });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const asked = await connected(port, 'GET /api/search?text=field HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await vi.waitFor(() => expect(parts.admission.taken).toBe(1));
  const closed = app.close();
  release();
  await closed;
  const answer = await asked.ended;
  expect(answer).toContain('200 OK');
  expect(answer.toLowerCase()).toContain('connection: close');
});
