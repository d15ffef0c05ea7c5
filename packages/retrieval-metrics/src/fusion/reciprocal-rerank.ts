import { OptionError } from '../errors';
import { rankingOf } from '../ranking/ranking-of';
import { rowOf, type Scores } from '../scores';

/**
 * Reciprocal re-ranking: the first `depth` items of each row's ranking are sorted by the place that the row takes in each item's own
 * ranking of all rows; equal places keep their order, later items stay. It reads scores alone and never which item belongs to which
 * query, so nothing leaks. (The text → image variant published with it reads the query's own captions, hence the ground truth, and is
 * left out.) In both rankings equal scores go by ascending index.
 *
 * Time O(rows² · depth), memory one ranking a row. Throws `NotANumberError` and `OptionError`.
 * Source: Wang et al., Matching Images and Text with Multi-modal Tensor Fusion and Re-ranking, ACM MM 2019.
 *
 * @returns one ranking of all columns a row, for `rankOrders`
 */
export function reciprocalRerank(
  scores: Required<Scores>,
  { depth = 15 }: { readonly depth?: number } = {},
): Uint32Array[] {
  if (!Number.isInteger(depth) || depth < 1) throw new OptionError('depth', depth, 'a whole number from 1 on');
  return Array.from({ length: scores.rows }, (_, row) => {
    const order = rankingOf(rowOf(scores, row), 'index', row);
    const candidates = Array.from(order.subarray(0, depth), (item) => ({ item, place: placeOf(scores, row, item) }));
    order.set(candidates.sort((a, b) => a.place - b.place).map(({ item }) => item));
    return order;
  });
}

/** How many rows come before this one in the item's ranking of the rows. */
function placeOf(scores: Required<Scores>, row: number, item: number): number {
  const own = scores.at(row, item);
  let place = 0;
  for (let other = 0; other < scores.rows; other++) {
    const score = scores.at(other, item);
    if (score > own || (score === own && other < row)) place++;
  }
  return place;
}
