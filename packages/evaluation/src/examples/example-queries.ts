import type { CaptionDataset } from '@rs-sam/datasets';
import { RsSamError } from '@rs-sam/foundation/errors';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import type { Gallery } from '../gallery/gallery';

/** Which queries are shown, and how many results of each. */
export interface ExampleOptions {
  /** Queries of each kind that are drawn. Default 4. */
  readonly count?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Items that are listed for a query. Default 3. */
  readonly top?: number;
  /** These captions, as the data set writes them, instead of drawn ones. */
  readonly captions?: readonly string[];
  /** These image files instead of drawn ones. */
  readonly images?: readonly string[];
}

/** Places of the queries in a gallery. */
export interface ExampleQueries {
  /** Columns. */
  readonly captions: readonly number[];
  /** Rows. */
  readonly images: readonly number[];
}

/** The split does not have a caption or an image that was asked for. */
export class UnknownExampleError extends RsSamError {
  override readonly name = 'UnknownExampleError';
  override readonly code = 'RS_SAM_UNKNOWN_EXAMPLE';

  constructor(
    readonly kind: 'caption' | 'image',
    readonly wanted: string,
  ) {
    super(
      `The split has no ${kind} "${wanted}". Write it as the data set does, or leave it out to draw examples by the seed.`,
    );
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
