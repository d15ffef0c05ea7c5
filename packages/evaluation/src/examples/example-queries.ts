import type { CaptionDataset } from '@rs-sam/datasets';
import { RsSamError } from '@rs-sam/foundation/errors';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import type { Gallery } from '../gallery/gallery';

/** Options of the example queries. */
export interface ExampleOptions {
  /** Number of random queries per direction. Default 4. */
  readonly count?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Number of results per query. Default 3. */
  readonly top?: number;
  /** These captions, spelt as in the data set, instead of random ones. */
  readonly captions?: readonly string[];
  /** These image files instead of random ones. */
  readonly images?: readonly string[];
}

/** Indices of the queries in a gallery. */
export interface ExampleQueries {
  /** Columns. */
  readonly captions: readonly number[];
  /** Rows. */
  readonly images: readonly number[];
}

/** The split does not have a requested caption or image. */
export class UnknownExampleError extends RsSamError {
  override readonly name = 'UnknownExampleError';
  override readonly code = 'RS_SAM_UNKNOWN_EXAMPLE';

  constructor(
    readonly kind: 'caption' | 'image',
    readonly wanted: string,
  ) {
    super(`The split has no ${kind} "${wanted}". Spell it as in the data set, or leave it out for random examples.`);
  }
}

/**
 * The example queries: the given ones, or random ones by the seed, of different classes as far as possible.
 *
 * @throws UnknownExampleError
 */
export function exampleQueries(
  dataset: CaptionDataset,
  gallery: Gallery,
  options: ExampleOptions = {},
): ExampleQueries {
  const { count = 4, seed = 1 } = options;
  const drawn = (what: string): number[] => {
    const order = shuffled([...dataset.images.keys()], seededRandom(`${seed} example ${what}`));
    const classes = new Set<string | null>();
    const first = order.filter((image) => {
      const { className = null } = dataset.images[image] ?? {};
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
