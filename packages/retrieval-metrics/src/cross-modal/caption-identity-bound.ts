import { checkCutoffs } from './direction-report';

/** What repeated captions leave to be won. */
export interface CaptionIdentityBound {
  readonly captions: number;
  /** How many of them are different strings. */
  readonly distinct: number;
  /** The highest text → image R@K in percent. */
  readonly recall: Readonly<Record<number, number>>;
}

/**
 * bound(K) = 100 · Σ_s (captions of string s that belong to its K most frequent images) / captions.
 *
 * Equal strings get equal rankings from a deterministic ranker; the best one ranks for each string the images that carry it most
 * often first, and no ranker passes that in text → image R@K with every caption as a query.
 *
 * @param texts the caption strings, compared as they are: normalise first what your tokenizer makes equal
 * @param owners the image of each caption
 */
export function captionIdentityBound(
  texts: readonly string[],
  owners: ArrayLike<number>,
  { ks = [1, 5, 10] }: { readonly ks?: readonly number[] } = {},
): CaptionIdentityBound {
  checkCutoffs(ks);
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
