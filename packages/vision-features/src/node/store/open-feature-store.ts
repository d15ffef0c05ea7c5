import { type FileHandle, open } from 'node:fs/promises';
import { checkShape, fileProblem } from '@rs-sam/foundation/errors';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { checkOptions, object } from '@rs-sam/foundation/options';
import * as v from 'valibot';
import type { View } from '../../images/view';
import { type FeatureManifest, PartialSchema, rowBytes } from './feature-manifest';
import { readFeatureRows } from './feature-rows';
import { FeatureStoreError, MissingImageError, StoreMismatchError } from './feature-store-error';
import { featureHeader, parseFeatureHeader } from './feature-type';
import { missingImage } from './missing-image';
import { type ExpectedRecipe, recipeDifferences } from './recipe-differences';
import { rowHashes } from './row-hashes';
import { readManifest, storeFiles } from './store-files';

/** The regions of an image in one of the views of the store. */
export interface FeatureRequest {
  /**
   * The key of the image: the `name` that `extractFeatures` was given, as `images/000.tif`. For stores of a data set that is `image.file` of
   * the `CaptionedImage` of `@rs-sam/datasets`.
   */
  readonly image: string;
  /** Default: `identity`. */
  readonly view?: View;
}

/** Features on disk, of which only the requested ones are read. */
export interface FeatureStore {
  readonly manifest: FeatureManifest;
  readonly folder: string;
  /** K. */
  readonly regions: number;
  /** D. */
  readonly depth: number;
  readonly views: readonly View[];
  /** The keys of the images (`image.file` of a data set), in row order. */
  readonly images: readonly string[];
  has(image: string): boolean;
  /**
   * The requested regions, in the order of the requests, each compared with the hash in the manifest while it is read. Memory does not grow
   * with the size of the store, except by the hashes of the views that were read.
   *
   * @param into memory that receives the regions, n·K·D floats, such as that of an earlier result. Default: new memory. Do not
   * use it again after an error: other reads may still write to it.
   * @returns [n, K, D].
   * @throws {ShapeMismatchError} where `into` has another length.
   * @throws {MissingImageError} where the store lacks an image, or the view.
   * @throws {FeatureStoreError} names an image whose features have changed on disk.
   */
  read(requests: readonly FeatureRequest[], into?: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface OpenFeatureStoreOptions {
  /** Expected fields of the recipe; a store that differs is refused. Default: nothing is compared. */
  readonly expect?: ExpectedRecipe;
}

/** Any value: it is only compared. */
const compared = v.unknown();

const EXPECTED = Object.fromEntries(
  ['datasetHash', ...Object.keys(PartialSchema.entries).filter((field) => field !== 'dataset')].map((field) => [
    field,
    compared,
  ]),
);

/**
 * Opens a finished feature store.
 *
 * @throws {FeatureStoreError} where there is no store, or it is unfinished or damaged.
 * @throws {StoreMismatchError} where it differs from `expect`, with each field that differs.
 */
export async function openFeatureStore(folder: string, options: OpenFeatureStoreOptions = {}): Promise<FeatureStore> {
  checkOptions('openFeatureStore', { expect: object('fields of a recipe') }, options);
  checkOptions('the option expect', EXPECTED, options.expect ?? {});
  const manifest = await readManifest(folder);
  const differences = recipeDifferences(manifest, options.expect ?? {});
  if (differences.length > 0) {
    throw new StoreMismatchError(
      folder,
      differences,
      'Name another store, or extract the features with these settings into another folder.',
    );
  }
  const file = await open(storeFiles(folder).features, 'r').catch((cause: Error) => {
    throw damaged(folder, `features.npy ${fileProblem(cause)}.`, cause);
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
  const hashes = rowHashes(folder, manifest, file);
  const places = new Map(images.map((name, index) => [name, index]));

  const rowOf = ({ image, view = 'identity' }: FeatureRequest): number => {
    const place = places.get(image);
    if (place === undefined) throw missingImage(folder, manifest, image);
    const at = views.indexOf(view);
    if (at < 0) {
      const problem = `This feature store has no view ${view} of ${image}, only ${views.join(', ')}.`;
      throw new MissingImageError(folder, image, problem, 'Request one of these, or extract with `--views all`.');
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
    read: async (requests, into) => {
      const floats = requests.length * regions * depth;
      const result = into ?? new Float32Array(floats);
      checkShape('into', [result.length], [floats], 'Pass n·K·D floats.');
      await readFeatureRows(folder, file, manifest, requests.map(rowOf), hashes, result);
      return result;
    },
    close: () => file.close(),
  };
}

/** A cheap check that detects a file that was cut off, exchanged or padded; numbers are checked when they are read. */
async function checkFile(folder: string, manifest: FeatureManifest, file: FileHandle): Promise<void> {
  const { dtype, regions, depth, views, images } = manifest;
  const rows = images.length * views.length;
  const { size } = await file.stat();
  const expected = NPY_HEADER_BYTES + rows * rowBytes(manifest);
  if (size !== expected) throw damaged(folder, `features.npy has ${size} bytes; its manifest requires ${expected}.`);
  const header = new Uint8Array(NPY_HEADER_BYTES);
  await file.read(header, 0, NPY_HEADER_BYTES, 0);
  if (Buffer.compare(header, featureHeader(dtype, [rows, regions, depth])) !== 0) {
    const found = parseFeatureHeader(header);
    const actual = found ? `${found.dtype} of shape (${found.shape.join(', ')})` : 'unknown';
    throw damaged(folder, `The header of features.npy is ${actual}; its manifest requires ${dtype}, ${rows} rows.`);
  }
}

function damaged(folder: string, problem: string, cause?: unknown): FeatureStoreError {
  return new FeatureStoreError(folder, problem, 'Copy the folder again, or delete it and extract again.', { cause });
}
