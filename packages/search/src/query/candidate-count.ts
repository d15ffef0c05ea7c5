/**
 * How many items of a shortlist are scored by the model: `max(200, 5 √N)`, at least four times as many as the page needs, at most all.
 *
 * @param matching N, the items that the filter leaves.
 * @param wanted the last rank on the page.
 */
export function candidateCount(matching: number, wanted: number): number {
  return Math.min(matching, Math.max(200, Math.ceil(5 * Math.sqrt(matching)), 4 * wanted));
}
