import { checkOptions } from '@rs-sam/foundation/options';
import { SizeMismatchError } from '../errors';
import { cutoffsRule } from '../option-rules';

/** The highest recall that repeated captions allow. */
export interface CaptionIdentityBound {
  readonly captions: number;
  /** The number of different strings among them. */
  readonly distinct: number;
  /** The highest T2I R@K in percent. */
  readonly recall: Readonly<Record<number, number>>;
}

/**
 * bound(K) = 100 · Σ_s (captions of string s that belong to its K most frequent images) / captions.
 *
 * A deterministic ranker gives equal strings equal rankings. The best one ranks, for each string, the images that have it most often
 * first; no deterministic ranker exceeds its T2I R@K with every caption as a query. Throws `InvalidOptionError`.
 *
 * @param texts the caption strings, compared character by character: first normalise what your tokenizer makes equal
 * @param owners the image of each caption
 */
export function captionIdentityBound(
  texts: readonly string[],
  owners: ArrayLike<number>,
  options: { readonly ks?: readonly number[] } = {},
): CaptionIdentityBound {
  checkOptions('captionIdentityBound', { ks: cutoffsRule }, options);
  if (owners.length !== texts.length)
    throw new SizeMismatchError('Owners of the captions', texts.length, owners.length);
  const { ks = [1, 5, 10] } = options;
  const timesOf = new Map<string, Map<number, number>>();
  texts.forEach((text, caption) => {
    const times = timesOf.get(text) ?? new Map<number, number>();
    timesOf.set(text, times);
    const owner = owners[caption] as number;
    times.set(owner, (times.get(owner) ?? 0) + 1);
  });
  const sorted = Array.from(timesOf.values(), (times) => [...times.values()].sort((a, b) => b - a));
  const found = (k: number) => sorted.reduce((sum, times) => sum + times.slice(0, k).reduce((a, b) => a + b, 0), 0);
  return {
    captions: texts.length,
    distinct: timesOf.size,
    recall: Object.fromEntries(ks.map((k) => [k, (100 * found(k)) / texts.length])),
  };
}
