import type { CaptionDataset } from '@rs-sam/datasets';
import type { WordFeatures } from '@rs-sam/models';
import { captionRelevance, type Relevance } from '@rs-sam/retrieval-metrics';

/** Images and captions that are scored with each other. */
export interface ScoredItems extends WordFeatures {
  /** Files of the images, which are their keys in the feature store: the rows of the score matrix. */
  readonly files: readonly string[];
  /** The captions: the columns. */
  readonly captions: readonly string[];
  /**
   * Distinct captions as ids, short ones first. Captions with the same ids are scored once, which saves work and makes them tie exactly.
   */
  readonly distinct: readonly (readonly number[])[];
  /** The columns of each caption of `distinct`. */
  readonly columns: readonly (readonly number[])[];
}

/** From a caption to ids: a vocabulary, or what `readCaptions` gives. */
export interface CaptionEncoding extends WordFeatures {
  encode(caption: string): readonly number[];
}

/** The images and captions of a data set, in its order, and the image of each caption. */
export interface Gallery extends ScoredItems {
  /** The row that each caption belongs to. */
  readonly owners: Int32Array;
  readonly relevance: Relevance;
}

/** The captions as ids; `words` belongs to the model. */
export function scoredItems(
  files: readonly string[],
  captions: readonly string[],
  words: CaptionEncoding,
): ScoredItems {
  const byIds = new Map<string, { readonly ids: readonly number[]; readonly columns: number[] }>();
  captions.forEach((caption, column) => {
    const ids = words.encode(caption);
    const key = ids.join(' ');
    const known = byIds.get(key);
    if (known) known.columns.push(column);
    else byIds.set(key, { ids, columns: [column] });
  });
  const sorted = [...byIds.values()].sort((a, b) => a.ids.length - b.ids.length);
  return {
    ...{ files, captions, unseen: words.unseen, tokens: words.tokens },
    distinct: sorted.map(({ ids }) => ids),
    columns: sorted.map(({ columns }) => columns),
  };
}

/** The gallery of a data set, or of one part of it. */
export function galleryOf(dataset: CaptionDataset, words: CaptionEncoding): Gallery {
  const { images } = dataset;
  const owners = Int32Array.from(images.flatMap(({ captions }, image) => captions.map(() => image)));
  return {
    ...scoredItems(
      images.map(({ file }) => file),
      images.flatMap(({ captions }) => captions),
      words,
    ),
    owners,
    relevance: captionRelevance(owners, images.length),
  };
}
