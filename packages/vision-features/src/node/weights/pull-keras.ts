import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { fileHash } from './file-hash';
import type { Arrival } from './install-weights';
import type { KerasWeights } from './known-weights';
import { WeightsDamagedError, WeightsUnreachableError } from './pull-errors';
import type { PullWeightsOptions } from './pull-options';

/**
 * Downloads a Keras file and checks its MD5 sum. An interrupted pull is resumed: the incomplete file stays in `.downloads/`.
 *
 * @throws WeightsDamagedError, WeightsUnreachableError
 */
export async function pullKeras(
  known: KerasWeights,
  folder: string,
  downloads: string,
  options: PullWeightsOptions,
): Promise<Arrival> {
  await mkdir(downloads, { recursive: true });
  const part = join(downloads, `${known.id}.part`);
  await fetchRest(known, part, options);
  const md5 = await fileHash(part, 'md5', 'hex');
  if (md5 !== known.md5) {
    await rm(part, { force: true });
    throw new WeightsDamagedError(
      known.url,
      md5,
      known.md5,
      'It was removed; pull again. If that does not help, a proxy serves another file.',
    );
  }
  await rename(part, join(folder, 'weights.h5'));
  return { file: 'weights.h5', source: known.url, known, given: known.url };
}

async function fetchRest(known: KerasWeights, part: string, { onProgress, signal }: PullWeightsOptions): Promise<void> {
  const have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  let response: Response;
  try {
    response = await fetch(known.url, {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      ...(signal ? { signal } : {}),
    });
    // The file is complete.
    if (response.status === 416) return;
    if (!response.ok || response.body === null)
      throw new Error(`the server answers ${response.status} ${response.statusText}`);
  } catch (error) {
    throw signal?.aborted ? error : unreachable(known, error as Error);
  }
  const resumed = response.status === 206;
  let received = resumed ? have : 0;
  const length = response.headers.get('content-length');
  const total = length === null ? undefined : received + Number(length);
  const counting = new Transform({
    transform(chunk: Uint8Array, _, done) {
      received += chunk.length;
      onProgress?.({ received, total });
      done(null, chunk);
    },
  });
  const file = createWriteStream(part, { flags: resumed ? 'a' : 'w' });
  let written = true;
  file.on('error', () => {
    written = false;
  });
  try {
    await pipeline(
      Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
      counting,
      file,
      signal ? { signal } : {},
    );
  } catch (error) {
    throw signal?.aborted || !written ? error : unreachable(known, error as Error);
  }
}

function unreachable({ url, md5 }: KerasWeights, error: Error): WeightsUnreachableError {
  const { cause } = error as { cause?: { message?: string; code?: string } };
  const reason = [error.message, cause?.message || cause?.code].filter(Boolean).join(': ');
  const file = basename(url);
  const byHand = [
    `fetch ${url}`,
    `its MD5 sum is ${md5}`,
    `copy ${file} to this machine`,
    `rs-sam weights import ${file}`,
  ];
  return new WeightsUnreachableError(url, reason, byHand, { cause: error });
}
