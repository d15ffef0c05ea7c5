import { join } from 'node:path';
import { fileProblem, MissingPackageError } from '@rs-sam/foundation/errors';
import { fileHash } from '@rs-sam/foundation/files';
import type { Engine, ShortlistMeasure } from '../../engine/engine';
import { GalleryError } from '../../gallery/gallery-error';
import type { GalleryVectors } from '../../gallery/gallery-source';
import { graphWidth } from './graph-vectors';
import { usearchEngine } from './usearch-engine';
import { emptyIndex, loadUsearch, type Usearch, type UsearchIndex } from './usearch-package';
import { BUILD_AGAIN, readUsearchRecord, type UsearchRecord } from './usearch-record';

/**
 * Opens the graphs in a gallery's folder, mapped into memory. Null where there are none, where they are of other vectors, because the gallery
 * has changed since, or where usearch is not installed.
 *
 * @throws GalleryError where a file of the graphs is missing or damaged.
 */
export async function openUsearch(folder: string, vectors: GalleryVectors): Promise<Engine | null> {
  const record = await readUsearchRecord(folder);
  if (record === null || record.vectors !== (await vectors.identity())) return null;
  const usearch = await loadUsearch().catch((error) => {
    if (error instanceof MissingPackageError) return null;
    throw error;
  });
  if (usearch === null) return null;
  const { count, width, flat } = vectors;
  const open = (measure: ShortlistMeasure) => openGraph(usearch, folder, record, measure, width);
  const graphs = { product: await open('product'), cosine: await open('cosine') };
  return usearchEngine({ graphs, count, width, longest: record.longest, flat });
}

async function openGraph(
  usearch: Usearch,
  folder: string,
  { graphs, expansion }: UsearchRecord,
  measure: ShortlistMeasure,
  width: number,
): Promise<UsearchIndex> {
  const { file, sha256 } = graphs[measure];
  const path = join(folder, file);
  // A damaged graph would be followed outside its file.
  const found = await fileHash(path, 'sha256', 'hex').catch((cause) => {
    throw new GalleryError(folder, `${file} ${fileProblem(cause)}.`, BUILD_AGAIN, { cause });
  });
  if (found !== sha256) throw new GalleryError(folder, `${file} is not the file that was written.`, BUILD_AGAIN);
  const index = emptyIndex(usearch, graphWidth(measure, width), expansion);
  index.view(path);
  return index;
}
