import { checkOptions } from '@rs-sam/foundation/options';
import { tiesRule } from '../option-rules';
import { checkSizes, gradesOf, type Relevance } from '../relevance';
import { refuseNaN, rowOf, type ScoreRow, type Scores } from '../scores';
import type { TiePolicy } from '../tie-policy';
import type { RankedQuery, TieGroup } from './ranked-query';
import { appendGroup, settleTies } from './settle-ties';

/**
 * The rows of a score matrix as ranked queries. Every column is retrieved. A pair that the relation does not list is judged irrelevant.
 * For the other direction pass `transposeScores(scores)` with `invertRelevance(relevance)`, or a callback that scores it row by row.
 *
 * One pass over the rows. Only the relevant scores of each query are sorted; the place of every other score among them is found by
 * binary search. Memory O(columns + relevant pairs + ties). Throws `NotANumberError`, `SizeMismatchError` and `InvalidOptionError`.
 */
export function rankScores(
  scores: Scores,
  relevance: Relevance,
  options: { readonly ties?: TiePolicy } = {},
): RankedQuery[] {
  checkOptions('rankScores', { ties: tiesRule }, options);
  const { ties = 'expected' } = options;
  checkSizes(relevance, scores);
  return Array.from({ length: scores.rows }, (_, query) => {
    const row = rowOf(scores, query);
    refuseNaN(row, query);
    const gradeOf = gradesOf(relevance, query);
    return {
      id: query,
      groups: groupsAround(row, gradeOf, ties),
      grades: [...gradeOf.values()].sort((a, b) => b - a),
      irrelevant: scores.columns - gradeOf.size,
    };
  });
}

/** Groups at the scores of the relevant items, and between them one group for all the irrelevant items of that stretch. */
function groupsAround(row: ScoreRow, gradeOf: ReadonlyMap<number, number>, ties: TiePolicy): TieGroup[] {
  const levels = Float64Array.from(new Set(Array.from(gradeOf.keys(), (item) => row[item] as number)))
    .sort()
    .reverse();
  const between = new Uint32Array(levels.length + 1);
  const members = Array.from(levels, (): number[] => []);
  for (let item = 0; item < row.length; item++) {
    const score = row[item] as number;
    let [low, high] = [0, levels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((levels[middle] as number) > score) low = middle + 1;
      else high = middle;
    }
    if (levels[low] === score) (members[low] as number[]).push(gradeOf.get(item) ?? 0);
    else (between[low] as number)++;
  }
  const groups: TieGroup[] = [];
  between.forEach((size, place) => {
    if (size > 0) appendGroup(groups, { size, grades: [], irrelevant: size });
    const tie = members[place];
    if (tie) for (const group of settleTies(tie, ties)) appendGroup(groups, group);
  });
  return groups;
}
