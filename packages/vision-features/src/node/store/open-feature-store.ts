import { type FileHandle, open } from 'node:fs/promises';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import type { View } from '../../view';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { readFeatureRows } from './feature-rows';
import { FeatureStoreError, ForeignStoreError, MissingImageError } from './feature-store-error';
import { featureHeader, parseFeatureHeader } from './feature-type';
import { type ExpectedRecipe, recipeDifferences } from './recipe-differences';
import { readManifest, storeFiles } from './store-files';

/** One image's regions, in one of the views that the store holds. */
export interface FeatureRequest {
  /** The file name that the store knows it by. */
  readonly image: string;
  /** Default: `identity`. */
  readonly view?: View;
}

/** Features on disk, read a few at a time. */
export interface FeatureStore {
  readonly manifest: FeatureManifest;
  readonly folder: string;
  /** K. */
  readonly regions: number;
  /** D. */
  readonly depth: number;
  readonly views: readonly View[];
  /** File names in row order. */
  readonly images: readonly string[];
  has(image: string): boolean;
  /**
   * The regions asked for, in that order. Only they are read: memory does not grow with the store.
   *
   * @returns [n, K, D].
   * @throws {MissingImageError} where the store lacks an image, or the view.
   */
  read(requests: readonly FeatureRequest[]): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface OpenFeatureStoreOptions {
  /** What the features have to be; any other store is refused. Default: nothing is compared. */
  readonly expect?: ExpectedRecipe;
}

/**
 * Opens a finished feature store.
 *
 * @throws {FeatureStoreError} where there is none, or it is unfinished or damaged.
 * @throws {ForeignStoreError} where it is not what `expect` says, with each field that differs.
 */
export async function openFeatureStore(folder: string, options: OpenFeatureStoreOptions = {}): Promise<FeatureStore> {
  const manifest = await readManifest(folder);
  const differences = recipeDifferences(manifest, options.expect ?? {});
  if (differences.length > 0) {
    throw new ForeignStoreError(folder, differences, 'Name the store that fits, or extract the features into another.');
  }
  const file = await open(storeFiles(folder).features, 'r').catch((cause: Error) => {
    throw damaged(folder, `features.npy cannot be read: ${cause.message}.`, cause);
  });
  try {
    await checkFile(folder, manifest, file);
  } catch (error) {
    await file.close();
    throw error;
  }
  return reader(folder, manifest, file);
}

function reader(folder: string, manifest: FeatureManifest, file: FileHandle): FeatureStore {
  const { regions, depth, views } = manifest;
  const images = manifest.images.map(({ name }) => name);
  const places = new Map(images.map((name, index) => [name, index]));

  const rowOf = ({ image, view = 'identity' }: FeatureRequest): number => {
    const place = places.get(image);
    if (place === undefined) throw missingImage(folder, manifest, image);
    const at = views.indexOf(view);
    if (at < 0) {
      const problem = `The view ${view} of ${image} is not in this feature store, only ${views.join(', ')}.`;
      throw new MissingImageError(folder, image, problem, 'Ask for one of these, or extract with `--views all`.');
    }
    return place * views.length + at;
  };

  return {
    manifest,
    folder,
    regions,
    depth,
    views,
    images,
    has: (image) => places.has(image),
    read: async (requests) => readFeatureRows(folder, file, manifest, requests.map(rowOf)),
    close: () => file.close(),
  };
}

/** Cheap, and sees a file that was cut off, swapped or padded; `verifyFeatureStore` looks at every number. */
async function checkFile(folder: string, manifest: FeatureManifest, file: FileHandle): Promise<void> {
  const { dtype, regions, depth, views, images } = manifest;
  const rows = images.length * views.length;
  const { size } = await file.stat();
  const expected = NPY_HEADER_BYTES + rows * rowBytes(manifest);
  if (size !== expected) throw damaged(folder, `features.npy has ${size} bytes; its manifest promises ${expected}.`);
  const header = new Uint8Array(NPY_HEADER_BYTES);
  await file.read(header, 0, NPY_HEADER_BYTES, 0);
  if (Buffer.compare(header, featureHeader(dtype, [rows, regions, depth])) !== 0) {
    const found = parseFeatureHeader(header);
    const told = found ? `${found.dtype} of shape (${found.shape.join(', ')})` : 'not what we write';
    throw damaged(folder, `The header of features.npy is ${told}; its manifest promises ${dtype}, ${rows} rows.`);
  }
}

function damaged(folder: string, problem: string, cause?: unknown): FeatureStoreError {
  return new FeatureStoreError(folder, problem, 'Copy the folder again, or delete it and extract again.', { cause });
}

function missingImage(folder: string, manifest: FeatureManifest, image: string): MissingImageError {
  const broken = manifest.broken.find(({ name }) => name === image);
  if (broken) {
    const problem = `${image} could not be read when the features were made: ${broken.reason}`;
    return new MissingImageError(folder, image, problem, 'Mend the file and extract again, or leave the image out.');
  }
  const { shard, dataset } = manifest;
  const part = shard ? `shard ${shard.index} of ${shard.count} of ` : '';
  const problem = `${image} is not in this feature store (${part}${dataset.name}, ${manifest.images.length} images).`;
  const remedy = shard
    ? 'Merge the shards with `rs-sam extract merge` and open the result.'
    : 'Extract the features of this data set, or ask by the name that the store uses: see its `images`.';
  return new MissingImageError(folder, image, problem, remedy);
}
