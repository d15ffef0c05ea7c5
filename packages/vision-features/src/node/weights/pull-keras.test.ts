import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LocalServer, serve } from '../../../test/serve';
import type { KerasWeights } from './known-weights';
import { pullKeras } from './pull-keras';
import type { PullProgress } from './pull-options';

const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => i * 31));
const md5 = createHash('md5').update(body).digest('hex');

let root: string;
let server: LocalServer;
/** The ranges that were asked for, and how many bytes the next answer breaks off after. */
let asked: (string | undefined)[];
let breakAfter: number | undefined;
/** Breaks off the answer: when its bytes have arrived, because what the client has not read by then is lost. */
let breakOff: () => void;
let ranges: boolean;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pull-keras-'));
  await mkdir(join(root, 'target'));
  asked = [];
  breakAfter = undefined;
  ranges = true;
  server = await serve((request, response) => {
    if (request.url !== '/file.h5') {
      response.writeHead(404).end();
      return;
    }
    asked.push(request.headers.range);
    const from = ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    if (from >= body.length) {
      response.writeHead(416).end();
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length - from });
    if (breakAfter === undefined) response.end(body.subarray(from));
    else {
      breakOff = () => response.destroy();
      response.write(body.subarray(from, from + breakAfter));
    }
  });
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const known = (changes: Partial<KerasWeights> = {}): KerasWeights => ({
  id: 'a-file',
  backbone: 'resnet-152',
  classifier: false,
  licence: 'MIT',
  kind: 'keras',
  url: `${server.address}/file.h5`,
  md5,
  ...changes,
});
const pull = (weights: KerasWeights, onProgress?: (progress: PullProgress) => void, signal?: AbortSignal) =>
  pullKeras(weights, join(root, 'target'), join(root, 'downloads'), {
    onProgress(progress) {
      onProgress?.(progress);
      if (breakAfter !== undefined && progress.received >= breakAfter) void whenWritten(breakAfter).then(breakOff);
    },
    signal,
  });
/** What has arrived is written a little later, into a file that is made then. */
async function whenWritten(bytes: number): Promise<void> {
  const file = join(root, 'downloads', 'a-file.part');
  const written = () =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    );
  await vi.waitUntil(async () => (await written()) >= bytes, { interval: 10, timeout: 20_000 });
}
const arrived = () => readFile(join(root, 'target', 'weights.h5'));

describe('pullKeras', () => {
  it('fetches a file, tells how far it is, and checks its sum', async () => {
    const progress: PullProgress[] = [];
    expect(await pull(known(), (one) => progress.push(one))).toMatchObject({ file: 'weights.h5', source: known().url });
    expect(await arrived()).toEqual(body);
    expect(progress.at(-1)).toEqual({ received: body.length, total: body.length });
  });

  it('resumes where it was interrupted, by the server or by a signal', async () => {
    breakAfter = 100_000;
    await expect(pull(known())).rejects.toThrow(/file\.h5 cannot be fetched: .*rs-sam weights import file\.h5/s);
    expect(await readdir(join(root, 'target'))).toEqual([]);
    const stop = new AbortController();
    await expect(pull(known(), () => stop.abort(), stop.signal)).rejects.toThrow('abort');
    const { size } = await stat(join(root, 'downloads', 'a-file.part'));
    expect(size).toBeGreaterThanOrEqual(100_000);

    breakAfter = undefined;
    const progress: PullProgress[] = [];
    await pull(known(), (one) => progress.push(one));
    expect(asked).toEqual([undefined, 'bytes=100000-', `bytes=${size}-`]);
    expect(progress[0]?.received).toBeGreaterThan(size);
    expect(progress.at(-1)).toEqual({ received: body.length, total: body.length });
    expect(await arrived()).toEqual(body);
  });

  it('throws what the callback throws', async () => {
    const ofCallback = new Error('of the callback');
    const pulling = pull(known(), () => {
      throw ofCallback;
    });
    await expect(pulling).rejects.toBe(ofCallback);
    await pull(known());
    expect(await arrived()).toEqual(body);
  });

  it('starts again with a server that knows no ranges', async () => {
    breakAfter = 100_000;
    await expect(pull(known())).rejects.toThrow();
    breakAfter = undefined;
    ranges = false;
    await pull(known());
    expect(await arrived()).toEqual(body);
  });

  it('throws away what is not the published file', async () => {
    const other = known({ md5: '0'.repeat(32) });
    await expect(pull(other)).rejects.toThrow(`its hash is ${md5}, expected ${other.md5}`);
    expect(await readdir(join(root, 'downloads'))).toEqual([]);
    expect(await readdir(join(root, 'target'))).toEqual([]);
  });

  it('says what to do by hand where there is no such file', async () => {
    const gone = known({ url: `${server.address}/gone.h5` });
    await expect(pull(gone)).rejects.toThrow(
      new RegExp(`answers 404.*fetch ${gone.url}.*MD5 sum is ${md5}.*rs-sam weights import gone\\.h5`, 's'),
    );
  });
});
