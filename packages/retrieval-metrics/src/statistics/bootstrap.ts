import { mulberry32 } from '@rs-sam/foundation/random';
import { OptionError } from '../errors';
import { mean } from '../mean';

export interface BootstrapOptions {
  /** Default 2000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 0. The same seed gives the same interval. */
  readonly seed?: number;
}

/** An estimate with its percentile interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/**
 * The percentile bootstrap interval of a mean over queries: queries are drawn with replacement, as many as there are.
 * It covers the choice of queries only: not the training seed, and for several captions of one image it takes them as independent.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
 *
 * @example
 * const { estimate, low, high } = bootstrapInterval([0, 1, 1, 0, 1, 1, 1, 1]);
 * console.log(estimate, low, high); // 0.75 0.375 1
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  return percentileInterval(mean(values), resampledMeans([values], options)[0] as Float64Array, options);
}

/** The means of each list under the same resamples of its positions: all lists have one entry a query, of the same queries. */
export function resampledMeans(
  lists: readonly ArrayLike<number>[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): Float64Array[] {
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new OptionError('resamples', resamples, 'a whole number from 1 on');
  const random = mulberry32(seed);
  const queries = lists[0]?.length ?? 0;
  const means = lists.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(queries);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < queries; i++) drawn[i] = Math.floor((random() / 2 ** 32) * queries);
    lists.forEach((values, l) => {
      let sum = 0;
      for (let i = 0; i < queries; i++) sum += values[drawn[i] as number] as number;
      (means[l] as Float64Array)[b] = sum / queries;
    });
  }
  return means;
}

/** The interval between the (1 ± confidence) / 2 quantiles of resampled statistics, interpolated linearly. */
export function percentileInterval(
  estimate: number,
  resampled: Float64Array,
  { confidence = 0.95 }: BootstrapOptions = {},
): Interval {
  if (!(confidence > 0 && confidence < 1)) throw new OptionError('confidence', confidence, 'between 0 and 1');
  const sorted = resampled.toSorted();
  const quantile = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { estimate, low: quantile((1 - confidence) / 2), high: quantile((1 + confidence) / 2), confidence };
}
