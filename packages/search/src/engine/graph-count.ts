/** A graph is asked for this part of the vectors at most: for more, comparing all of them takes as long and is exact. */
const LARGEST_PART = 0.25;

/**
 * A graph is asked for more than is wanted: the last ones that it finds are those of which it misses most, and of the nearest items a filter
 * may allow fewer than of all.
 */
export const RESERVE = 2;

/** The most that is asked of a graph of so many vectors without a filter. */
export const largestCount = (size: number): number => Math.floor((LARGEST_PART * size) / RESERVE);

/**
 * How many vectors a graph has to find so that `wanted` of them are allowed; null where comparing those that are allowed is better.
 *
 * @param matching vectors that are allowed, of `size`.
 */
export function graphCount(wanted: number, matching: number, size: number): number | null {
  const count = Math.ceil((RESERVE * wanted * size) / Math.max(1, matching));
  return wanted === 0 || count > LARGEST_PART * size ? null : count;
}
