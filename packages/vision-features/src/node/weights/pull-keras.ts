import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileHash } from '@rs-sam/foundation/files';
import { download } from './download';
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
  await download(known.url, part, options, (reason, cause) => unreachable(known, reason, cause));
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

function unreachable({ url, md5 }: KerasWeights, reason: string, cause: Error): WeightsUnreachableError {
  const file = basename(url);
  const byHand = [
    `fetch ${url}`,
    `its MD5 sum is ${md5}`,
    `copy ${file} to this machine`,
    `rs-sam weights import ${file}`,
  ];
  return new WeightsUnreachableError(url, reason, byHand, { cause });
}
