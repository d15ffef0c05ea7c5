import { checkOptions, integer } from '@rs-sam/foundation/options';
import { mulberry32 } from '@rs-sam/foundation/random';
import { mean } from '../mean';
import { betweenZeroAndOne, seedRule } from '../option-rules';
import { checkValues } from './paired';

export interface BootstrapOptions {
  /** Default 2000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 0. The same seed gives the same interval. */
  readonly seed?: number;
}

/** The rules of {@link BootstrapOptions}. */
export const bootstrapRules = { resamples: integer(1), confidence: betweenZeroAndOne, seed: seedRule };

/** An estimate with its percentile interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/**
 * The percentile bootstrap interval of a mean over queries. Each resample draws as many queries as there are, with replacement.
 * The interval covers the choice of queries only, not the training seed; several captions of one image count as independent.
 * Throws `NotANumberError` with the index of a query whose value is NaN, `SizeMismatchError` for no queries, and `InvalidOptionError`.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
 *
 * @example
 * const { estimate, low, high } = bootstrapInterval([0, 1, 1, 0, 1, 1, 1, 1]);
 * console.log(estimate, low, high); // 0.75 0.375 1
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  checkOptions('bootstrapInterval', bootstrapRules, options);
  checkValues(values, 'the bootstrap');
  return percentileInterval(mean(values), resampledMeans([values], options)[0] as Float64Array, options);
}

/** The means of each list under the same resamples. Each list has one entry per query, of the same queries. */
export function resampledMeans(
  lists: readonly ArrayLike<number>[],
  { resamples = 2000, seed = 0 }: BootstrapOptions = {},
): Float64Array[] {
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
  const sorted = resampled.toSorted();
  const quantile = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { estimate, low: quantile((1 - confidence) / 2), high: quantile((1 + confidence) / 2), confidence };
}
