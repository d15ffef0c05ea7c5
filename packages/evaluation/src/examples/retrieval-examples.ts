import type { CaptionDataset } from '@rs-sam/datasets';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import type { Gallery } from '../gallery/gallery';

/** `examples.json`: what was found for some queries, in the manner of the paper's Figs. 5 and 6. */
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

/** The best captions for an image. Captions that are the same to the model are listed once. */
export interface ImageQueryExample {
  readonly image: ExampleImage;
  /** Best first. */
  readonly top: readonly FoundCaption[];
}

/** An image of the gallery. */
export interface ExampleImage {
  /** Path of the picture, relative to the data set's folder. */
  readonly file: string;
  readonly className: string | null;
}

/** An image that was found. */
export interface FoundImage extends ExampleImage {
  readonly score: number;
  /** Whether one of its captions is this very text, be it not the one that was drawn: a green frame. */
  readonly correct: boolean;
  /** Whether it is of the class of the caption's image. */
  readonly sameClass: boolean;
  /** How the words looked at it; null where the model has no attention. */
  readonly attention: AttentionMap | null;
}

/** A caption that was found. */
export interface FoundCaption {
  readonly caption: string;
  readonly score: number;
  /** Whether it is one of the image's own. */
  readonly correct: boolean;
  /** Whether it belongs to an image of the class. */
  readonly sameClass: boolean;
}

/** Attention of a caption's words over an image's regions. */
export interface AttentionMap {
  /** The caption's words, those that the vocabulary does not know too. */
  readonly words: readonly string[];
  /** Rows and columns of the regions, which lie row by row; null where they are no grid. */
  readonly grid: readonly [number, number] | null;
  /** [words][regions]; each row sums to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** Which queries are shown. */
export interface ExampleOptions {
  /** Queries of each kind that are drawn. Default 4. */
  readonly count?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Items that are listed for a query. Default 3. */
  readonly top?: number;
  /** Captions to ask for in place of drawn ones, as the data set writes them. */
  readonly captions?: readonly string[];
  /** Files of images to ask for in place of drawn ones. */
  readonly images?: readonly string[];
}

/** Places of the queries in a gallery. */
export interface ExampleQueries {
  /** Columns. */
  readonly captions: readonly number[];
  /** Rows. */
  readonly images: readonly number[];
}

/** An example was asked for that the split does not hold. */
export class UnknownExampleError extends Error {
  override readonly name = 'UnknownExampleError';

  constructor(
    readonly kind: 'caption' | 'image',
    readonly wanted: string,
  ) {
    super(`The split has no ${kind} "${wanted}". Write it as the data set does, or leave it out to have some drawn.`);
  }
}

/**
 * The queries that are shown: the given ones, or some drawn by the seed, each of another class as far as there are classes.
 *
 * @throws UnknownExampleError
 */
export function exampleQueries(split: CaptionDataset, gallery: Gallery, options: ExampleOptions = {}): ExampleQueries {
  const { count = 4, seed = 1 } = options;
  const drawn = (what: string): number[] => {
    const order = shuffled([...split.images.keys()], seededRandom(`${seed} example ${what}`));
    const classes = new Set<string | null>();
    const first = order.filter((image) => {
      const { className = null } = split.images[image] ?? {};
      return className === null || (!classes.has(className) && classes.add(className));
    });
    return [...first, ...order.filter((image) => !first.includes(image))].slice(0, count);
  };
  const find = (kind: 'caption' | 'image', list: readonly string[], wanted: string): number => {
    const found = list.indexOf(wanted);
    if (found < 0) throw new UnknownExampleError(kind, wanted);
    return found;
  };
  return {
    captions:
      options.captions?.map((caption) => find('caption', gallery.captions, caption)) ??
      drawn('captions').map((image) => gallery.owners.indexOf(image)),
    images: options.images?.map((file) => find('image', gallery.files, file)) ?? drawn('images'),
  };
}

/**
 * What was found for the queries. Of equal scores the lower index comes first.
 *
 * @param scores [images, captions], row-major.
 * @param attend the attention of one image (row) and one caption (column).
 */
export function retrievalExamples(
  split: CaptionDataset,
  gallery: Gallery,
  scores: Float32Array,
  queries: ExampleQueries,
  options: ExampleOptions,
  attend: (image: number, caption: number) => AttentionMap | null,
): RetrievalExamples {
  const { top = 3 } = options;
  const width = gallery.captions.length;
  const imageAt = (image: number): ExampleImage => {
    const { file, className } = split.images[image] as { file: string; className: string | null };
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
      const ranked = bestOf(split.images.length, (image) => scores[image * width + caption] as number, top);
      return {
        caption: gallery.captions[caption] as string,
        image: imageAt(owner),
        top: ranked.map(({ item, score }) => ({
          ...imageAt(item),
          score,
          correct: split.images[item]?.captions.includes(gallery.captions[caption] as string) ?? false,
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
