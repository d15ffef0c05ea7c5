import type { StoredEncodings } from '../gallery/gallery';
import { meanVectors, type PooledRows, wholeVectors } from '../shortlist/pool-encoding';

/** An item and those behind it that are nearly the same. */
export interface Folded {
  /** Place in the list that was folded. */
  readonly place: number;
  /** The places of the items that it stands for, itself not among them. */
  readonly duplicates: readonly number[];
}

/**
 * Folds near-duplicates: going down a ranking, an item is counted with an item above it, instead of being listed, where both the cosine of
 * their mean encodings and that of their whole encodings, region by region, are at least `threshold`. The first is quick, and enough to
 * tell most images apart; it does not tell one forest from another.
 *
 * @param encodings of the items in the order of the ranking.
 */
export function foldDuplicates(encodings: StoredEncodings, threshold: number): Folded[] {
  const [means, whole] = [meanVectors(encodings), wholeVectors(encodings)];
  const count = means.width === 0 ? 0 : means.data.length / means.width;
  const kept: { readonly place: number; readonly duplicates: number[] }[] = [];
  for (let place = 0; place < count; place++) {
    const same = kept.find(
      (one) => cosine(means, one.place, place) >= threshold && cosine(whole, one.place, place) >= threshold,
    );
    if (same) same.duplicates.push(place);
    else kept.push({ place, duplicates: [] });
  }
  return kept;
}

/** Of rows whose norm is 1. */
function cosine({ data, width }: PooledRows, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += (data[a * width + k] as number) * (data[b * width + k] as number);
  return sum;
}
