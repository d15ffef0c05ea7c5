import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically, writeFully } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { FeatureStoreError } from './feature-store-error';
import { featureHeader } from './feature-type';
import type { FeatureStore } from './open-feature-store';

/** An image and its sentences, as a split lists them. */
export interface ExportedImage {
  /** The name that the store knows it by. */
  readonly image: string;
  readonly captions: readonly string[];
}

export interface ScanExportOptions {
  readonly store: FeatureStore;
  /** Folder of the files; made where it is not there. */
  readonly out: string;
  /** By SCAN's names of the splits: `train`, `dev`, `test`. */
  readonly splits: Readonly<Record<string, readonly ExportedImage[]>>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** Rows that are in memory at once. */
const BLOCK = 32;

/**
 * Writes features and captions as SCAN, VSE++ and IMRAM read them: `{split}_ims.npy`, float32 [N, K, D], and `{split}_caps.txt`, a
 * sentence a line.
 *
 * SCAN takes five consecutive lines for each row. Where an image has another number of sentences, each row is repeated for each of
 * its sentences instead, which SCAN reads too: it looks whether there are as many rows as lines.
 *
 * @returns The files, in the order of the splits.
 * @throws {FeatureStoreError} where a split has no sentence.
 * @throws {MissingImageError} where the store lacks an image.
 */
export async function exportScanFeatures(options: ScanExportOptions): Promise<string[]> {
  const { store, out, splits, onProgress, signal } = options;
  await mkdir(out, { recursive: true });
  const plans = Object.entries(splits).map(([split, images]) => ({ split, rows: rowsOf(store.folder, split, images) }));
  const total = plans.reduce((sum, { rows }) => sum + rows.images.length, 0);
  let written = 0;
  const files: string[] = [];
  for (const { split, rows } of plans) {
    const features = join(out, `${split}_ims.npy`);
    const captions = join(out, `${split}_caps.txt`);
    await writeRows(features, store, rows.images, (count) => {
      signal?.throwIfAborted();
      written += count;
      onProgress?.({ done: written, total });
    });
    await writeFileAtomically(captions, rows.lines.map((line) => `${line}\n`).join(''));
    files.push(features, captions);
  }
  return files;
}

function rowsOf(folder: string, split: string, images: readonly ExportedImage[]) {
  const lines = images.flatMap(({ captions }) => captions.map((caption) => caption.replace(/\s+/g, ' ').trim()));
  if (lines.length === 0) {
    throw new FeatureStoreError(folder, `The split ${split} has no captions to export.`, 'Leave it out.');
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
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await writeFully(file, featureHeader('float32', [images.length, store.regions, store.depth]), 0);
    let end = NPY_HEADER_BYTES;
    for (let start = 0; start < images.length; start += BLOCK) {
      const block = images.slice(start, start + BLOCK);
      const values = await store.read(block.map((image) => ({ image })));
      await writeFully(file, new Uint8Array(values.buffer), end);
      end += values.byteLength;
      onRows(block.length);
    }
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
