import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileHash, sealJson, withFolderLock, writeFileAtomically } from '@rs-sam/foundation/files';
import { abortSignal, callback, checkOptions, text } from '@rs-sam/foundation/options';
import type { ShortlistMeasure } from '../../engine/engine';
import { GalleryError } from '../../gallery/gallery-error';
import { galleryVectors, itemRows } from '../../gallery/gallery-vectors';
import { itemList } from '../../gallery/item-list';
import { readGalleryManifest, readVerified } from '../../gallery/read-manifest';
import { isPostgres, postgresPlace } from '../postgres/postgres-place';
import { folderGallery } from '../store/folder-gallery';
import { chooseExpansion, LEAST_RECALL } from './choose-expansion';
import { graphVectors, graphWidth, longestOf } from './graph-vectors';
import { emptyIndex, loadUsearch, type UsearchIndex } from './usearch-package';
import { type GraphRecord, USEARCH_RECORD, type UsearchRecord } from './usearch-record';

export interface BuildUsearchOptions {
  /** Folder of the gallery. */
  readonly gallery: string;
  /** Vectors that were added to the graphs. */
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const rules = { gallery: text('the path of a folder'), onProgress: callback, signal: abortSignal };

/** Vectors that are added at a time. */
const BLOCK = 4096;

const MEASURES: readonly ShortlistMeasure[] = ['product', 'cosine'];

/**
 * Builds usearch graphs (HNSW, float16) of a gallery's vectors, one for products and one for cosines, beside the gallery. A search uses them
 * as long as the gallery has these vectors. The candidates of a search are doubled until both find 99.5 % of what exact comparison finds, for
 * a sample of the vectors as queries, in the current engine of tfjs. An interrupted build starts again; the gallery stays as it is.
 *
 * @throws MissingPackageError, LockHeldError, InvalidOptionError; GalleryError where there is no gallery, it is empty or damaged, or the
 *   graphs find too little of vectors like these; the reason of `signal`.
 */
export async function buildUsearch(options: BuildUsearchOptions): Promise<UsearchRecord> {
  checkOptions('buildUsearch', rules, options, ['gallery']);
  const { gallery: folder, onProgress, signal } = options;
  if (isPostgres(folder)) {
    throw new GalleryError(postgresPlace(folder).name, 'A database has graphs of its own.', 'Search it as it is.');
  }
  const usearch = await loadUsearch();
  const source = folderGallery(folder);
  // Without a gallery, there is nothing to lock.
  await readGalleryManifest(source);
  return withFolderLock(folder, async () => {
    const manifest = await readGalleryManifest(source);
    const items = itemList(await readVerified(source, manifest.items.file, manifest.items));
    const stored = galleryVectors(source, manifest, itemRows(items));
    const { count, width } = stored;
    if (count === 0) throw new GalleryError(folder, 'It has no items.', 'Index some images first.');
    const vectors = await stored.read();
    const longest = longestOf(vectors, width);
    let done = 0;
    const add = async (measure: ShortlistMeasure, graph: UsearchIndex) => {
      for (let first = 0; first < count; first += BLOCK) {
        // Adding is synchronous: between two blocks a signal is heard.
        await setImmediate();
        signal?.throwIfAborted();
        const rows = Math.min(BLOCK, count - first);
        const keys = BigUint64Array.from({ length: rows }, (_, at) => BigInt(first + at));
        const block = vectors.subarray(first * width, (first + rows) * width);
        graph.add(keys, graphVectors(block, width, measure, longest));
        done += rows;
        onProgress?.({ done, total: MEASURES.length * count });
      }
    };
    const path = (measure: ShortlistMeasure) => join(folder, `usearch-${measure}.bin`);
    const staged = (measure: ShortlistMeasure) => `${path(measure)}.new`;
    try {
      for (const measure of MEASURES) {
        const graph = emptyIndex(usearch, graphWidth(measure, width), 0);
        await add(measure, graph);
        graph.save(staged(measure));
        await syncFile(staged(measure));
      }
      const openGraph = (measure: ShortlistMeasure, expansion: number) => {
        const graph = emptyIndex(usearch, graphWidth(measure, width), expansion);
        graph.view(staged(measure));
        return graph;
      };
      const { expansion, recall } = await chooseExpansion({ vectors, width, longest, open: openGraph, signal });
      const least = Math.min(recall.product, recall.cosine);
      if (least < LEAST_RECALL) {
        const problem = `usearch finds only ${(100 * least).toFixed(1)} % of the nearest of these vectors.`;
        throw new GalleryError(folder, problem, 'Search it without: all vectors are compared exactly.');
      }
      // The record goes first and comes last: it never names files of another build.
      await rm(join(folder, USEARCH_RECORD), { force: true });
      for (const measure of MEASURES) await rename(staged(measure), path(measure));
      const fileOf = async (measure: ShortlistMeasure): Promise<GraphRecord> => ({
        file: `usearch-${measure}.bin`,
        bytes: (await stat(path(measure))).size,
        sha256: await fileHash(path(measure), 'sha256', 'hex'),
        recall: recall[measure],
      });
      const record: UsearchRecord = {
        ...{ format: 'rs-sam-usearch', version: 1, vectors: await stored.identity(), longest, expansion },
        graphs: { product: await fileOf('product'), cosine: await fileOf('cosine') },
      };
      await writeFileAtomically(join(folder, USEARCH_RECORD), sealJson(`${JSON.stringify(record, null, 1)}\n`));
      return record;
    } finally {
      for (const measure of MEASURES) await rm(staged(measure), { force: true });
    }
  });
}

/** Bytes that usearch wrote survive a power cut before the record names them. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}
