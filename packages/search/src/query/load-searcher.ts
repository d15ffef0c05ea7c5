import { type CheckpointSource, type LoadedCheckpoint, loadCheckpoint, type ModelDefinition } from '@rs-sam/models';
import type { PretrainedWords, TextNetwork } from '@rs-sam/text-encoder/pretrained';
import type { Gallery } from '../gallery/gallery';
import { GalleryError } from '../gallery/gallery-error';
import type { GallerySource } from '../gallery/gallery-source';
import { subfolder } from '../gallery/gallery-source';
import { openGallery } from '../gallery/open-gallery';
import { HEAD_FILE, parseHead } from '../shortlist/shortlist-head';
import { createSearcher, type Searcher, type SearcherParts } from './searcher';

/** Options of {@link loadSearcher}. */
export interface LoadSearcherOptions {
  /** Model definitions to choose from. Default: those of `@rs-sam/models`. */
  readonly registry?: readonly ModelDefinition[] | undefined;
  /**
   * The table that the model was trained with, for words that it was not trained on; or what chooses it by the model, with
   * `tableForQueries` of `@rs-sam/pretrained/node`. Default: none.
   */
  readonly pretrained?:
    | PretrainedWords
    | ((checkpoint: LoadedCheckpoint) => Promise<PretrainedWords | undefined>)
    | undefined;
  /**
   * Opens the text network of a model that reads sentences by one: `openTextNetworkOf` of `@rs-sam/models/node`. Default: such a model is
   * refused.
   */
  readonly openText?: ((checkpoint: CheckpointSource) => Promise<TextNetwork | undefined>) | undefined;
}

/** A searcher with what it searches by; the caller closes it. */
export interface LoadedSearcher extends Searcher, SearcherParts {
  readonly checkpoint: LoadedCheckpoint;
  /** Closes the gallery and disposes the model and its text network. */
  close(): Promise<void>;
}

/**
 * Opens a gallery with the copy of the model that is in it.
 *
 * @throws GalleryError, CheckpointError, ShortlistError
 */
export async function loadSearcher(source: GallerySource, options: LoadSearcherOptions = {}): Promise<LoadedSearcher> {
  const gallery = await openGallery(source);
  try {
    return await withModel(gallery, source, options);
  } catch (error) {
    await gallery.close();
    throw error;
  }
}

async function withModel(
  gallery: Gallery,
  source: GallerySource,
  { registry, pretrained, openText }: LoadSearcherOptions,
): Promise<LoadedSearcher> {
  const { model: record } = gallery.origin;
  const folder = subfolder(source, record.folder);
  const text = await openText?.(folder);
  const checkpoint = await loadCheckpoint(folder, registry, text).catch(async (error) => {
    await text?.dispose();
    throw error;
  });
  const dispose = async () => {
    checkpoint.model.dispose();
    await text?.dispose();
  };
  try {
    const weights = checkpoint.manifest.files['weights.safetensors']?.sha256;
    if (weights !== record.weights) {
      const problem = `${record.folder} holds another model than the one that made the gallery.`;
      throw new GalleryError(source.name, problem, 'Copy the whole gallery again.');
    }
    const hasHead = Object.hasOwn(record.files, HEAD_FILE);
    const head = hasHead ? await parseHead(await folder.read(HEAD_FILE), `${folder.name}/${HEAD_FILE}`) : null;
    const table = typeof pretrained === 'function' ? await pretrained(checkpoint) : pretrained;
    const parts = { gallery, checkpoint, head, pretrained: table };
    return {
      ...parts,
      ...createSearcher(parts),
      async close() {
        await dispose();
        await gallery.close();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
