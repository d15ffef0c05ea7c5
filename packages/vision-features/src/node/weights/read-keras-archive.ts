import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';
import { readH5 } from './read-h5';
import { type ZipEntries, zipEntries } from './zip-file';

const WEIGHTS = 'model.weights.h5';

/**
 * Reads the weights of a `.keras` file of Keras 3: an archive of `config.json` and `model.weights.h5`.
 *
 * @param source - The path that the user gave, for messages.
 * @throws WeightFileError where it is not such an archive, or is damaged.
 * @throws MissingPackageError where h5wasm is not installed.
 */
export async function readKerasArchive(path: string, source: string): Promise<WeightSet> {
  const entries = zipEntries(await readFile(path));
  if (entries === null)
    throw new WeightFileError(source, 'is not a .keras file of Keras 3, or it is cut off. Copy it again.');
  if (!entries.has(WEIGHTS)) {
    const problem = `has no ${WEIGHTS}, only ${[...entries.keys()].slice(0, 5).join(', ') || 'nothing'}.`;
    throw new WeightFileError(source, `${problem} Save the model with model.save_weights('model.weights.h5').`);
  }
  const configuration = parseConfiguration(entries, source);
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-weights-'));
  try {
    // The reader of HDF5 reads files.
    const file = join(folder, WEIGHTS);
    await writeFile(file, contentOf(entries, WEIGHTS, source));
    return await readH5(file, { source, configuration });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function parseConfiguration(entries: ZipEntries, source: string): unknown {
  if (!entries.has('config.json')) return undefined;
  const text = new TextDecoder().decode(contentOf(entries, 'config.json', source));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WeightFileError(source, `has a config.json that is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function contentOf(entries: ZipEntries, name: string, source: string): Uint8Array {
  try {
    return (entries.get(name) as () => Uint8Array)();
  } catch (error) {
    const problem = `is damaged: ${name} cannot be unpacked (${(error as Error).message}). Copy it again.`;
    throw new WeightFileError(source, problem, { cause: error });
  }
}
