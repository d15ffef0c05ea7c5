import { join } from 'node:path';
import { CHECKSUM_LIST, fileHash, readChecksumList } from '@rs-sam/foundation/files';
import { abortSignal, callback, checkOptions, listOf, text } from '@rs-sam/foundation/options';
import type { FeatureManifest, FeatureRecipe } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';
import { bytesOf } from './feature-type';
import { openFeatureWriter } from './feature-writer';
import { readFully } from './read-fully';
import { openScanArrays, parseRow, type ScanArray } from './scan-arrays';
import { namesHash } from './store-files';

export interface ScanImportOptions {
  /** Folder of the `.npy` files. */
  readonly folder: string;
  /** The rows to import, as `train_ims.npy#12`: a file in that folder and a row. `@rs-sam/datasets` names such images so (`image.file`). */
  readonly images: readonly string[];
  /** Folder of the new store. An interrupted import is resumed. */
  readonly out: string;
  /** Name of the data set, for people. */
  readonly name: string;
  /** What made the features, as `bottom-up-attention`. Default: `imported`. */
  readonly backbone?: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** Rows in a step. */
const STEP = 64;

const rules = {
  folder: text('the path of a folder'),
  images: listOf(text(''), 'a list of rows, as train_ims.npy#0'),
  out: text('the path of a folder'),
  name: text('the name of the data set'),
  backbone: text('a name'),
  onProgress: callback,
  signal: abortSignal,
};

/**
 * Makes a feature store of features in SCAN's layout, `{part}_ims.npy` of float32 or float16 [N, K, D], of any origin. Numbers and type
 * stay as they are; the store records no grid of the regions.
 *
 * @throws {FeatureStoreError} where a file is not such an array, it differs from its hash in `checksums.json`, the arrays differ in shape or type, or a row does not exist.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function importScanFeatures(options: ScanImportOptions): Promise<FeatureManifest> {
  checkOptions('importScanFeatures', rules, options, ['folder', 'images', 'out', 'name']);
  const { folder, images, out, name, backbone = 'imported', onProgress, signal } = options;
  const sources = await openScanArrays(folder, images);
  try {
    await checkHashes(folder, [...sources.keys()]);
    const [first] = sources.values();
    if (first === undefined)
      throw new FeatureStoreError(folder, 'No rows were named.', 'Name rows as train_ims.npy#0.');
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
          const source = sources.get(file) as ScanArray;
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

/** Compares arrays with the hashes that `exportScanFeatures` wrote beside them; the arrays of other programs have none. */
async function checkHashes(folder: string, files: readonly string[]): Promise<void> {
  const hashes = await readChecksumList(folder);
  if (hashes === null) return;
  if (hashes === 'damaged')
    throw new FeatureStoreError(folder, `${CHECKSUM_LIST} is damaged.`, 'Copy the folder again, or delete the file.');
  for (const file of files) {
    const expected = hashes.get(file);
    if (expected === undefined || (await fileHash(join(folder, file), 'sha256', 'hex')) === expected) continue;
    const remedy = `Copy the folder again; if you changed the file, delete ${CHECKSUM_LIST}.`;
    throw new FeatureStoreError(folder, `${file} does not have its hash in ${CHECKSUM_LIST}.`, remedy);
  }
}
