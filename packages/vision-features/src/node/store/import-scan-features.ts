import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureManifest, FeatureRecipe } from './feature-manifest';
import { readFully } from './feature-rows';
import { FeatureStoreError } from './feature-store-error';
import { bytesOf, type FeatureHeader, parseFeatureHeader } from './feature-type';
import { openFeatureWriter } from './feature-writer';
import { namesHash } from './store-files';

export interface ScanImportOptions {
  /** Folder that holds the `.npy` files. */
  readonly folder: string;
  /** The rows to take, as `train_ims.npy#12`: file in that folder and row. It is how `@rs-sam/datasets` names such images. */
  readonly images: readonly string[];
  /** Folder of the store that is made. An import that was interrupted is gone on with. */
  readonly out: string;
  /** Of the data set, for people. */
  readonly name: string;
  /** What made the features, as `bottom-up-attention`. Default: `imported`. */
  readonly backbone?: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** Rows that are written in one step. */
const STEP = 64;

/**
 * Makes a feature store of features in SCAN's layout, `{split}_ims.npy` of float32 or float16 [N, K, D], whoever computed them.
 * Numbers and type stay as they are; the regions are no grid as far as is known.
 *
 * @throws {FeatureStoreError} where a file is no such array, the arrays differ in shape or type, or a row is not there.
 */
export async function importScanFeatures(options: ScanImportOptions): Promise<FeatureManifest> {
  const { folder, images, out, name, backbone = 'imported', onProgress, signal } = options;
  const sources = await openArrays(folder, images);
  try {
    const [first] = sources.values();
    if (first === undefined) throw new FeatureStoreError(folder, 'No row was named.', 'Name rows as train_ims.npy#0.');
    const [, regions = 0, depth = 0] = first.header.shape;
    const { dtype } = first.header;
    const unknown = { layer: 'unknown', weights: null, preprocessing: 'unknown', engine: 'unknown' };
    const recipe: FeatureRecipe = {
      format: 'rs-sam-features',
      version: 1,
      dataset: { name, images: images.length, hash: namesHash(images) },
      backbone,
      ...unknown,
      inputSize: null,
      resizeFirst: null,
      batch: STEP,
      dtype,
      views: ['identity'],
      grid: null,
      regions,
      depth,
    };
    const writer = await openFeatureWriter(out, recipe, null);
    try {
      const bytes = regions * depth * bytesOf(dtype);
      for (let start = writer.done.length * STEP; start < images.length; start += STEP) {
        signal?.throwIfAborted();
        const part = images.slice(start, start + STEP);
        const rows = new Uint8Array(part.length * bytes);
        for (const [index, image] of part.entries()) {
          const { file, row } = parseRow(folder, image);
          const source = sources.get(file) as Source;
          const position = source.header.dataStart + row * bytes;
          await readFully(folder, source.handle, rows.subarray(index * bytes, (index + 1) * bytes), position);
        }
        await writer.append({ images: part.map((image) => ({ name: image, source: null })), broken: [], rows });
        onProgress?.({ done: start + part.length, total: images.length });
      }
      return await writer.finish();
    } finally {
      await writer.close();
    }
  } finally {
    for (const { handle } of sources.values()) await handle.close();
  }
}

interface Source {
  readonly handle: FileHandle;
  readonly header: FeatureHeader;
}

/** The arrays that the rows are in, all of one shape and type. */
async function openArrays(folder: string, images: readonly string[]): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>();
  try {
    for (const image of images) {
      const { file, row } = parseRow(folder, image);
      const source = sources.get(file) ?? (await openArray(folder, file));
      sources.set(file, source);
      const [rows = 0] = source.header.shape;
      if (row >= rows)
        throw new FeatureStoreError(folder, `${file} has ${rows} rows and no row ${row}.`, 'Count from 0.');
    }
    const kinds = new Set(
      [...sources.values()].map(({ header }) => `${header.dtype} [N, ${header.shape.slice(1).join(', ')}]`),
    );
    if (kinds.size > 1) {
      const problem = `The arrays are of different kinds: ${[...kinds].join(' and ')}.`;
      throw new FeatureStoreError(folder, problem, 'Import those of one kind.');
    }
    return sources;
  } catch (error) {
    for (const { handle } of sources.values()) await handle.close();
    throw error;
  }
}

async function openArray(folder: string, name: string): Promise<Source> {
  const remedy = 'Write it with numpy.save as little-endian float32 or float16 of shape (N, K, D), in C order.';
  const handle = await open(join(folder, name), 'r').catch((cause: Error) => {
    throw new FeatureStoreError(folder, `${name} cannot be read: ${cause.message}.`, remedy, { cause });
  });
  const { size } = await handle.stat();
  const beginning = new Uint8Array(Math.min(size, 1024));
  await handle.read(beginning, 0, beginning.length, 0);
  const header = parseFeatureHeader(beginning);
  const bytes = header?.shape.reduce((product, length) => product * length, bytesOf(header.dtype)) ?? 0;
  if (header?.shape.length === 3 && header.dataStart + bytes === size) return { handle, header };
  await handle.close();
  const told = header ? `of shape (${header.shape.join(', ')}) with ${size} bytes` : 'not of a type that we read';
  throw new FeatureStoreError(folder, `${name} is ${told}.`, remedy);
}

function parseRow(folder: string, image: string): { file: string; row: number } {
  const [, file, row] = /^(.+\.npy)#(\d+)$/.exec(image) ?? [];
  if (file === undefined) {
    throw new FeatureStoreError(folder, `"${image}" names no row of features.`, 'Name rows as train_ims.npy#0.');
  }
  return { file, row: Number(row) };
}
