import { checkOptions, integer } from '@rs-sam/foundation/options';
import { rankingOf } from '../ranking/ranking-of';
import { rowOf, type Scores } from '../scores';

/**
 * Reciprocal re-ranking: the first `depth` items of each row's ranking (default 15) are sorted by the rank of the row in each item's
 * own ranking of all rows. Equal ranks keep their order, later items stay. It reads only scores, never which item belongs to which
 * query, so it uses no ground truth. (The T2I variant of the same publication reads the captions of the query's image, which is
 * ground truth; it is not implemented.) In both rankings equal scores are ordered by ascending index.
 *
 * Time O(rows² · depth), memory one ranking per row. Throws `NotANumberError` and `InvalidOptionError`.
 * Source: Wang et al., Matching Images and Text with Multi-modal Tensor Fusion and Re-ranking, ACM MM 2019.
 *
 * @returns for each row one ranking of all columns, for `rankOrders`
 */
export function reciprocalRerank(scores: Required<Scores>, options: { readonly depth?: number } = {}): Uint32Array[] {
  checkOptions('reciprocalRerank', { depth: integer(1) }, options);
  const { depth = 15 } = options;
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
