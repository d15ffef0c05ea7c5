import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeGalleries } from '@rs-sam/search/node';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { EXTRACTOR } from '../../search/test/small-gallery';
import { NO_POSTGRES, POSTGRES, testDatabase } from '../../search/test/test-databases';
import { CAPTIONS } from '../../search/test/write-checkpoint';
import { openServer, type SearchServer } from '../src/open-server';
import type { ServerOptions } from '../src/options/server-options';
import { writeSmallGallery } from './small-server';

vi.setConfig({ testTimeout: 240_000 });

const [text] = CAPTIONS as [string];
const search = `/api/search?text=${encodeURIComponent(text)}&all=true`;

let folder: string;
let gallery: string;
let images: string;
let page: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-server-'));
  ({ gallery, images } = await writeSmallGallery(folder, 8));
  page = join(folder, 'page');
  await mkdir(page);
  await writeFile(join(page, 'index.html'), '<!doctype html><title>page</title>');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

async function served(options: Partial<ServerOptions> = {}): Promise<SearchServer> {
  const server = await openServer({
    ...{ gallery, port: 0, engine: 'wasm', page, parts: { extractor: EXTRACTOR } },
    execArguments: ['--import', import.meta.resolve('tsx')],
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

it('computes in a process of its own, and answers while that computes', async () => {
  const { address, items, engine } = await served();
  expect({ items, engine }).toEqual({ items: 8, engine: expect.stringContaining('wasm') });
  const found = (await (await fetch(address + search)).json()) as { total: number };
  expect(found.total).toBeGreaterThan(0);
  const body = new Uint8Array(await readFile(join(images, '004.tif')));
  const upload = await fetch(`${address}/api/search?fold=false`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'image/tiff' },
  });
  expect(await upload.json()).toMatchObject({ results: [{ id: '004.tif' }, ...Array(7).fill({})] });
  const unknown = await fetch(`${address}/api/search?text=zeppelin`);
  expect(await unknown.json()).toMatchObject({ status: 422, code: 'RS_SAM_NO_KNOWN_WORD' });
  const [health, metrics] = [await fetch(`${address}/health`), await (await fetch(`${address}/metrics`)).text()];
  expect([health.status, metrics.includes('process_resident_memory_bytes')]).toEqual([200, true]);
});

it('serves a gallery in Postgres', async ({ skip }) => {
  if (POSTGRES === '') skip(NO_POSTGRES);
  const { address: database } = testDatabase('Postgres');
  await mergeGalleries({ galleries: [gallery], out: database });
  const idsAt = async (address: string) => {
    const { results } = (await (await fetch(address + search)).json()) as { results: { id: string }[] };
    return results.map(({ id }) => id);
  };
  const [ours, theirs] = [await served({ gallery: database }), await served()];
  expect(ours.items).toBe(8);
  const ids = await idsAt(ours.address);
  expect(ids).toEqual(await idsAt(theirs.address));
  const thumbnail = await fetch(`${ours.address}/api/items/${ids[0]}/thumbnail`);
  expect(thumbnail.headers.get('content-type')).toBe('image/jpeg');
  await ours.close();
}, 120_000);

it('a process that is killed is started again, and the request that it had is told so', async () => {
  const { address } = await served();
  await fetch(address + search);
  const child = await childOf(process.pid);
  process.kill(child, 'SIGKILL');
  await vi.waitFor(async () => expect(await childOf(process.pid)).not.toBe(child), { timeout: 60_000, interval: 50 });
  expect((await fetch(address + search)).status).toBe(200);
}, 120_000);

it('closes in order: answers what it has, accepts nothing more, and leaves no process', async () => {
  const server = await served({ limits: { places: 32 } });
  await fetch(server.address + search);
  const child = await childOf(process.pid);
  const running = Array.from({ length: 20 }, () => fetch(server.address + search).then(({ status }) => status));
  const begun = async () =>
    (await (await fetch(`${server.address}/metrics`)).text()).match(/^rs_sam_searches (\d+)$/m)?.[1];
  const answered = async () =>
    (await (await fetch(`${server.address}/metrics`)).text()).match(
      /rs_sam_http_request_seconds_count\{route="\/api\/search",method="GET",status="200"\} (\d+)/,
    )?.[1];
  await vi.waitFor(async () => expect(Number(await begun()) + Number(await answered())).toBe(21));
  await server.close();
  expect(new Set(await Promise.all(running))).toEqual(new Set([200]));
  await expect(fetch(`${server.address}/health`)).rejects.toThrow();
  expect(existsSync(`/proc/${child}`)).toBe(false);
});

it('says that a port is taken', async () => {
  const { address } = await served();
  const port = Number(new URL(address).port);
  await expect(served({ port })).rejects.toThrow('another program listens there');
});

it('a request that does not arrive in time does not keep a place', async () => {
  const { address } = await served({ limits: { places: 1, seconds: 1 } });
  const { port } = new URL(address);
  const slow = connect(Number(port), '127.0.0.1');
  slow.write(
    'POST /api/search HTTP/1.1\r\nhost: localhost\r\ncontent-type: image/png\r\ncontent-length: 1000\r\n\r\nabc',
  );
  slow.on('error', () => undefined);
  await vi.waitFor(async () => expect((await fetch(address + search)).status).toBe(429));
  slow.destroy();
  await vi.waitFor(async () => expect((await fetch(address + search)).status).toBe(200), { timeout: 10_000 });
});

it('writes nothing into the gallery', async () => {
  const { address } = await served();
  const before = await readdir(gallery, { recursive: true });
  await fetch(`${address}/api/search`, {
    method: 'POST',
    body: new Uint8Array(await readFile(join(images, '000.tif'))),
    headers: { 'content-type': 'image/tiff' },
  });
  expect(await readdir(gallery, { recursive: true })).toEqual(before);
});

it.each<[Partial<ServerOptions>, string]>([
  [{ host: '0.0.0.0' }, 'token is null; it must be given where host is 0.0.0.0'],
  [{ host: '0.0.0.0', token: 'short' }, 'token is "(not shown)"; it must be at least 16 characters'],
  [{ port: 70_000 }, 'an integer from 0 to 65535'],
  [{ limits: { places: 0 } }, 'limits.places is 0'],
  [{ limits: { seats: 3 } as never }, 'limits'],
  [{ address: 'x' } as never, 'address'],
  [{ page: '/nowhere' }, 'The page does not exist: /nowhere'],
  [{ gallery: '/nowhere' }, 'There is no gallery here'],
  [{ engine: 'abacus' as never }, 'abacus'],
])('%o is refused', async (options, message) => {
  await expect(served(options)).rejects.toThrow(message);
});

/** The process that a server of this process started. */
async function childOf(parent: number): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    if (command.includes('searcher-process') && status.includes(`PPid:\t${parent}\n`)) return Number(name);
  }
  throw new Error('There is no process.');
}
