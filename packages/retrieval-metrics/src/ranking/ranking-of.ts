import { checkOneOf } from '@rs-sam/foundation/options';
import { refuseNaN, type ScoreRow } from '../scores';

/**
 * The items of a row, best first; equal scores by ascending or descending index. Throws `InvalidOptionError`, and `NotANumberError`
 * with `index` as the row.
 */
export function rankingOf(row: ScoreRow, ties: 'index' | 'index-descending' = 'index', index = 0): Uint32Array {
  checkOneOf('ties', ties, ['index', 'index-descending']);
  refuseNaN(row, index);
  const direction = ties === 'index' ? 1 : -1;
  return Uint32Array.from(row.keys()).sort(
    (a, b) =>
      Number((row[b] as number) > (row[a] as number)) - Number((row[b] as number) < (row[a] as number)) ||
      direction * (a - b),
  );
}
