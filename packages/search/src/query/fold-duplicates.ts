import type { StoredEncodings } from '../gallery/gallery';
import { meanVectors } from '../shortlist/pool-encoding';

/** An item and those behind it that are nearly the same. */
export interface Folded {
  /** Place in the list that was folded. */
  readonly place: number;
  /** The places of the items that it stands for, itself not among them. */
  readonly duplicates: readonly number[];
}

/**
 * Folds near-duplicates: going down a ranking, an item whose mean encoding has a cosine of at least `threshold` with that of an item above
 * it, is counted there instead of being listed.
 *
 * @param encodings of the items in the order of the ranking.
 */
export function foldDuplicates(encodings: StoredEncodings, threshold: number): Folded[] {
  const { data, width } = meanVectors(encodings);
  const count = width === 0 ? 0 : data.length / width;
  const kept: { readonly place: number; readonly duplicates: number[] }[] = [];
  for (let place = 0; place < count; place++) {
    const same = kept.find((one) => cosine(data, one.place, place, width) >= threshold);
    if (same) same.duplicates.push(place);
    else kept.push({ place, duplicates: [] });
  }
  return kept;
}

/** Of rows whose norm is 1. */
function cosine(rows: Float32Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += (rows[a * width + k] as number) * (rows[b * width + k] as number);
  return sum;
}
