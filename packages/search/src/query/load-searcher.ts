import { loadCheckpoint, type ModelDefinition } from '@rs-sam/models';
import { GalleryError } from '../gallery/gallery-error';
import type { GallerySource } from '../gallery/gallery-source';
import { subfolder } from '../gallery/gallery-source';
import { openGallery } from '../gallery/open-gallery';
import { readGalleryManifest } from '../gallery/read-manifest';
import { HEAD_FILE, parseHead } from '../shortlist/shortlist-head';
import { createSearcher, type Searcher, type SearcherParts } from './searcher';

/** A searcher with what it searches by; the caller closes it. */
export interface LoadedSearcher extends Searcher, SearcherParts {
  /** Closes the gallery and disposes the model. */
  close(): Promise<void>;
}

/**
 * Opens a gallery with the copy of the model that is in it.
 *
 * @param registry model definitions to choose from. Default: those of `@rs-sam/models`.
 * @throws GalleryError, CheckpointError, ShortlistError
 */
export async function loadSearcher(
  source: GallerySource,
  registry?: readonly ModelDefinition[],
): Promise<LoadedSearcher> {
  const { model: record } = await readGalleryManifest(source);
  const folder = subfolder(source, record.folder);
  const checkpoint = await loadCheckpoint(folder, registry);
  try {
    const weights = checkpoint.manifest.files['weights.safetensors']?.sha256;
    if (weights !== record.weights) {
      const problem = `${record.folder} holds another model than the one that made the gallery.`;
      throw new GalleryError(source.name, problem, 'Copy the whole gallery again.');
    }
    const hasHead = Object.hasOwn(record.files, HEAD_FILE);
    const head = hasHead ? await parseHead(await folder.read(HEAD_FILE), `${folder.name}/${HEAD_FILE}`) : null;
    const gallery = await openGallery(source);
    const parts = { gallery, checkpoint, head };
    return {
      ...parts,
      ...createSearcher(parts),
      async close() {
        checkpoint.model.dispose();
        await gallery.close();
      },
    };
  } catch (error) {
    checkpoint.model.dispose();
    throw error;
  }
}
