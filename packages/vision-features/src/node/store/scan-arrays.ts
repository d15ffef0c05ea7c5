import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { pathProblem } from '@rs-sam/foundation/files';
import { FeatureStoreError } from './feature-store-error';
import { bytesOf, type FeatureHeader, parseFeatureHeader } from './feature-type';

/** An open array of features. */
export interface ScanArray {
  readonly handle: FileHandle;
  readonly header: FeatureHeader;
}

/**
 * Opens the arrays of the rows, all of one shape and type. The caller closes them.
 *
 * @throws {FeatureStoreError}
 */
export async function openScanArrays(folder: string, images: readonly string[]): Promise<Map<string, ScanArray>> {
  const sources = new Map<string, ScanArray>();
  try {
    for (const image of images) {
      const { file, row } = parseRow(folder, image);
      const source = sources.get(file) ?? (await openArray(folder, file));
      sources.set(file, source);
      const [rows = 0] = source.header.shape;
      if (row >= rows)
        throw new FeatureStoreError(folder, `${file} has ${rows} rows and no row ${row}.`, 'Rows are counted from 0.');
    }
    const kinds = new Set(
      [...sources.values()].map(({ header }) => `${header.dtype} [N, ${header.shape.slice(1).join(', ')}]`),
    );
    if (kinds.size > 1) {
      const problem = `The arrays are of different kinds: ${[...kinds].join(' and ')}.`;
      throw new FeatureStoreError(folder, problem, 'Import arrays of one kind.');
    }
    return sources;
  } catch (error) {
    for (const { handle } of sources.values()) await handle.close();
    throw error;
  }
}

async function openArray(folder: string, name: string): Promise<ScanArray> {
  const remedy = 'Write it with numpy.save as little-endian float32 or float16 of shape (N, K, D), in C order.';
  const path = join(folder, name);
  if (await isNoFile(path)) throw new FeatureStoreError(folder, `${name} is not a plain file.`, remedy);
  const handle = await open(path, 'r').catch((cause: Error) => {
    throw new FeatureStoreError(folder, `${name} ${fileProblem(cause)}.`, remedy, { cause });
  });
  const { size } = await handle.stat();
  const beginning = new Uint8Array(Math.min(size, 1024));
  await handle.read(beginning, 0, beginning.length, 0);
  const header = parseFeatureHeader(beginning);
  const bytes = header?.shape.reduce((product, length) => product * length, bytesOf(header.dtype)) ?? 0;
  if (header?.shape.length === 3 && header.dataStart + bytes === size) return { handle, header };
  await handle.close();
  const actual = header ? `of shape (${header.shape.join(', ')}) with ${size} bytes` : 'not of a supported type';
  throw new FeatureStoreError(folder, `${name} is ${actual}.`, remedy);
}

/** Whether something else has this path: opening a pipe would wait for ever. */
const isNoFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => !stats.isFile(),
    () => false,
  );

/** @throws {FeatureStoreError} unless the image is named as `train_ims.npy#12`. */
export function parseRow(folder: string, image: string): { file: string; row: number } {
  const [, file, row] = /^(.+\.npy)#(\d+)$/.exec(image) ?? [];
  if (file === undefined) {
    throw new FeatureStoreError(folder, `"${image}" is not a row of features.`, 'Name rows as train_ims.npy#0.');
  }
  const problem = pathProblem(file);
  if (problem !== null) {
    throw new FeatureStoreError(folder, `The name ${JSON.stringify(image)} ${problem}.`, 'Name a file in that folder.');
  }
  return { file, row: Number(row) };
}
