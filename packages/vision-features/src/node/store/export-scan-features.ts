import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CHECKSUM_LIST,
  exists,
  fileHash,
  formatChecksumList,
  nameProblem,
  readChecksumList,
  sha256,
  writeFileAtomically,
  writeFully,
  writePiecesAtomically,
} from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { abortSignal, callback, checkOptions, flag, object, text } from '@rs-sam/foundation/options';
import { FeatureStoreError } from './feature-store-error';
import { featureHeader } from './feature-type';
import type { FeatureStore } from './open-feature-store';

/** An image and its captions. */
export interface ExportedImage {
  /** The key of the image in the store: `image.file` of a data set. */
  readonly image: string;
  readonly captions: readonly string[];
}

export interface ScanExportOptions {
  readonly store: FeatureStore;
  /** Folder of the files; it is created if it does not exist. */
  readonly out: string;
  /** The images by SCAN's names of the parts: `train`, `dev`, `test`. */
  readonly parts: Readonly<Record<string, readonly ExportedImage[]>>;
  /** Whether files of these names are replaced. Default: false, they are an error. */
  readonly overwrite?: boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** Rows in memory at a time. */
const BLOCK = 32;

const rules = {
  store: object('an open feature store'),
  out: text('the path of a folder'),
  parts: object('images by the name of their part'),
  overwrite: flag,
  onProgress: callback,
  signal: abortSignal,
};

/**
 * Writes features and captions as SCAN, VSE++ and IMRAM read them: `{part}_ims.npy`, float32 [N, K, D], and `{part}_caps.txt` with one
 * caption per line. `checksums.json` has their hashes, which an import compares.
 *
 * SCAN expects five consecutive lines for each row. Where an image has another number of captions, each row is repeated for each
 * caption instead; SCAN reads this too, because it compares the numbers of rows and lines.
 *
 * @returns The files, in the order of the parts.
 * @throws {FeatureStoreError} where a part has no captions, its name is a path, or one of its files exists and `overwrite` is false.
 * @throws {MissingImageError} where the store lacks an image.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function exportScanFeatures(options: ScanExportOptions): Promise<string[]> {
  checkOptions('exportScanFeatures', rules, options, ['store', 'out', 'parts']);
  const { store, out, parts, overwrite = false, onProgress, signal } = options;
  for (const part of Object.keys(parts)) await refusePart(out, part, overwrite);
  await mkdir(out, { recursive: true });
  // An export of other parts may have been here before.
  const before = await readChecksumList(out);
  if (before === 'damaged' || (before === null && (await exists(join(out, CHECKSUM_LIST))))) {
    const remedy = 'Name another folder, or move the file.';
    throw new FeatureStoreError(out, `${CHECKSUM_LIST} is damaged or not of rs-sam.`, remedy);
  }
  const hashes = Object.fromEntries(before ?? []);
  const plans = Object.entries(parts).map(([part, images]) => ({ part, rows: rowsOf(store.folder, part, images) }));
  const total = plans.reduce((sum, { rows }) => sum + rows.images.length, 0);
  let written = 0;
  const files: string[] = [];
  const write = async ({ part, rows }: (typeof plans)[number]) => {
    const features = join(out, `${part}_ims.npy`);
    const captions = join(out, `${part}_caps.txt`);
    files.push(features, captions);
    await writeRows(features, store, rows.images, (count) => {
      signal?.throwIfAborted();
      written += count;
      onProgress?.({ done: written, total });
    });
    const lines = rows.lines.map((line) => `${line}\n`).join('');
    await writeFileAtomically(captions, lines);
    hashes[`${part}_ims.npy`] = await fileHash(features, 'sha256', 'hex');
    hashes[`${part}_caps.txt`] = sha256(lines);
    await writeFileAtomically(join(out, CHECKSUM_LIST), formatChecksumList(hashes));
  };
  try {
    for (const plan of plans) await write(plan);
  } catch (error) {
    // They were not there before: the same call can be made again.
    if (!overwrite) await Promise.all(files.map((file) => rm(file, { force: true })));
    throw error;
  }
  return files;
}

async function refusePart(out: string, part: string, overwrite: boolean): Promise<void> {
  const problem = nameProblem(part);
  if (problem !== null) {
    throw new FeatureStoreError(
      out,
      `The name of the part ${JSON.stringify(part)} ${problem}.`,
      'Give it a plain name.',
    );
  }
  for (const name of overwrite ? [] : [`${part}_ims.npy`, `${part}_caps.txt`]) {
    if (!(await exists(join(out, name)))) continue;
    const remedy = 'Name another folder, or say that it may be replaced (overwrite, --force).';
    throw new FeatureStoreError(out, `${name} exists already.`, remedy);
  }
}

function rowsOf(folder: string, part: string, images: readonly ExportedImage[]) {
  const lines = images.flatMap(({ captions }) => captions.map((caption) => caption.replace(/\s+/g, ' ').trim()));
  if (lines.length === 0) {
    throw new FeatureStoreError(folder, `The part ${part} has no captions to export.`, 'Leave it out.');
  }
  const five = images.every(({ captions }) => captions.length === 5);
  const rows = five ? images : images.flatMap((image) => image.captions.map(() => image));
  return { images: rows.map(({ image }) => image), lines };
}

async function writeRows(
  path: string,
  store: FeatureStore,
  images: readonly string[],
  onRows: (count: number) => void,
): Promise<void> {
  await writePiecesAtomically(path, async (file) => {
    await writeFully(file, featureHeader('float32', [images.length, store.regions, store.depth]), 0);
    let end = NPY_HEADER_BYTES;
    for (let start = 0; start < images.length; start += BLOCK) {
      const block = images.slice(start, start + BLOCK);
      const values = await store.read(block.map((image) => ({ image })));
      await writeFully(file, new Uint8Array(values.buffer), end);
      end += values.byteLength;
      onRows(block.length);
    }
  });
}
