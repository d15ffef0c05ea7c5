import type { CaptionDataset } from '@rs-sam/datasets';
import type { Gallery } from '../gallery/gallery';
import type { ExampleQueries } from './example-queries';

/** `examples.json`: the results of some queries, as in the paper's Figs. 5 and 6. */
export interface RetrievalExamples {
  readonly textQueries: readonly TextQueryExample[];
  readonly imageQueries: readonly ImageQueryExample[];
}

/** The best images for a caption. */
export interface TextQueryExample {
  readonly caption: string;
  /** The image that the caption belongs to. */
  readonly image: ExampleImage;
  /** Best first. */
  readonly top: readonly FoundImage[];
}

/** The best captions for an image. Captions with the same ids are listed once. */
export interface ImageQueryExample {
  readonly image: ExampleImage;
  /** Best first. */
  readonly top: readonly FoundCaption[];
}

/** An image of the gallery. */
export interface ExampleImage {
  /** Path of the image file, relative to the data set's folder. */
  readonly file: string;
  readonly className: string | null;
}

/** An image in the results of a query. */
export interface FoundImage extends ExampleImage {
  readonly score: number;
  /** Whether one of its captions is this text; two images can have the same caption. The report shows a green frame. */
  readonly correct: boolean;
  /** Whether it is of the class of the caption's image. */
  readonly sameClass: boolean;
  /** The attention of the caption's words on it; null where the model has no attention. */
  readonly attention: AttentionMap | null;
}

/** A caption in the results of a query. */
export interface FoundCaption {
  readonly caption: string;
  readonly score: number;
  /** Whether it is a caption of the image. */
  readonly correct: boolean;
  /** Whether it belongs to an image of the same class. */
  readonly sameClass: boolean;
}

/** Attention of a caption's words over an image's regions. */
export interface AttentionMap {
  /** The caption's words, including those that are not in the vocabulary. */
  readonly words: readonly string[];
  /** Rows and columns of the regions, which are in row-major order; null if they are not a grid. */
  readonly grid: readonly [number, number] | null;
  /** [words][regions]; each row sums to 1. */
  readonly weights: readonly (readonly number[])[];
}

/**
 * The results of the queries. Of equal scores the lower index comes first.
 *
 * @param scores [images, captions], row-major.
 * @param top results per query.
 * @param attend the attention of one image (row) and one caption (column).
 */
export function retrievalExamples(
  dataset: CaptionDataset,
  gallery: Gallery,
  scores: Float32Array,
  queries: ExampleQueries,
  top: number,
  attend: (image: number, caption: number) => AttentionMap | null,
): RetrievalExamples {
  const width = gallery.captions.length;
  const imageAt = (image: number): ExampleImage => {
    const { file, className } = dataset.images[image] as { file: string; className: string | null };
    return { file, className };
  };
  const ownerOf = (caption: number) => gallery.owners[caption] as number;
  const sameClass = (a: number, b: number) => {
    const [one, other] = [imageAt(a).className, imageAt(b).className];
    return one !== null && one === other;
  };
  return {
    textQueries: queries.captions.map((caption) => {
      const owner = ownerOf(caption);
      const ranked = bestOf(dataset.images.length, (image) => scores[image * width + caption] as number, top);
      return {
        caption: gallery.captions[caption] as string,
        image: imageAt(owner),
        top: ranked.map(({ item, score }) => ({
          ...imageAt(item),
          score,
          correct: dataset.images[item]?.captions.includes(gallery.captions[caption] as string) ?? false,
          sameClass: sameClass(item, owner),
          attention: attend(item, caption),
        })),
      };
    }),
    imageQueries: queries.images.map((image) => {
      const ranked = bestOf(
        gallery.columns.length,
        (distinct) => scores[image * width + (gallery.columns[distinct]?.[0] as number)] as number,
        top,
      );
      return {
        image: imageAt(image),
        top: ranked.map(({ item, score }) => {
          const columns = gallery.columns[item] as readonly number[];
          return {
            caption: gallery.captions[columns[0] as number] as string,
            score,
            correct: columns.some((column) => ownerOf(column) === image),
            sameClass: columns.some((column) => sameClass(ownerOf(column), image)),
          };
        }),
      };
    }),
  };
}

function bestOf(count: number, score: (item: number) => number, top: number): { item: number; score: number }[] {
  return Array.from({ length: count }, (_, item) => ({ item, score: score(item) }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, top);
}
