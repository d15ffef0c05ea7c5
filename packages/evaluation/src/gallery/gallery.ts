import type { CaptionDataset } from '@rs-sam/datasets';
import { captionRelevance, type Relevance } from '@rs-sam/retrieval-metrics';

/** The images and captions of a split, as they are scored. */
export interface Gallery {
  /** Files of the images, in the order of the data set: the rows of the score matrix. */
  readonly files: readonly string[];
  /** Every caption, image by image: the columns. */
  readonly captions: readonly string[];
  /** The row that each caption belongs to. */
  readonly owners: Int32Array;
  readonly relevance: Relevance;
  /**
   * Different captions as ids, short ones first. Captions that encode alike are scored once: that is less work, and they tie exactly,
   * as they must.
   */
  readonly distinct: readonly (readonly number[])[];
  /** For each of `distinct`, the columns that it stands for. */
  readonly columns: readonly (readonly number[])[];
}

/** The gallery of a split whose captions a vocabulary encodes. */
export function galleryOf(split: CaptionDataset, encode: (caption: string) => readonly number[]): Gallery {
  const captions = split.images.flatMap((image) => image.captions);
  const owners = Int32Array.from(split.images.flatMap(({ captions: own }, image) => own.map(() => image)));
  const byIds = new Map<string, { readonly ids: readonly number[]; readonly columns: number[] }>();
  captions.forEach((caption, column) => {
    const ids = encode(caption);
    const key = ids.join(' ');
    const known = byIds.get(key);
    if (known) known.columns.push(column);
    else byIds.set(key, { ids, columns: [column] });
  });
  const sorted = [...byIds.values()].sort((a, b) => a.ids.length - b.ids.length);
  return {
    files: split.images.map(({ file }) => file),
    captions,
    owners,
    relevance: captionRelevance(owners, split.images.length),
    distinct: sorted.map(({ ids }) => ids),
    columns: sorted.map(({ columns }) => columns),
  };
}
