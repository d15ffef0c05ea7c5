import { checkOneOf } from '@rs-sam/foundation/options';
import { NotANumberError, RelevanceError } from '../errors';
import { TIE_POLICIES, type TiePolicy } from '../tie-policy';
import { compareIds } from './compare-ids';
import type { RankedQuery, TieGroup } from './ranked-query';
import { appendGroup, type Judgement, NO_GRADES, settleTies } from './settle-ties';

export const RUN_TIE_POLICIES = [...TIE_POLICIES, 'id', 'id-descending'] as const;

/**
 * A policy for items that have ids: those of every {@link TiePolicy}, and
 * - `id`: by ascending id
 * - `id-descending`: by descending id, in the order of their bytes, which is trec_eval's. (trec_eval 9 and pytrec_eval also compare
 *   scores in single precision: give them `Math.fround` of yours.)
 */
export type RunTiePolicy = TiePolicy | 'id' | 'id-descending';

/** How one query of a run is ranked. */
export interface RankItemsOptions {
  /** Default `expected`. Under the index policies the index is the position of the item in the run. */
  readonly ties?: RunTiePolicy;
  /** Whether items without a judgement are left out, so that those after them move up: trec_eval's `-J`. Default false. */
  readonly judgedOnly?: boolean;
}

/**
 * One query of a run, for runs that are streamed query by query. An item of a negative grade is in the pool and not judged, as in
 * trec_eval. Throws `NotANumberError`, `RelevanceError` for a grade that is not finite, and `InvalidOptionError`.
 */
export function rankItems(
  query: string,
  scores: ReadonlyMap<string, number>,
  judged: ReadonlyMap<string, number>,
  ties: RunTiePolicy = 'expected',
): RankedQuery {
  checkOneOf('ties', ties, RUN_TIE_POLICIES);
  return rankWith(query, scores, judged, ties, false);
}

/** {@link rankItems} without a check of its options. */
export function rankWith(
  query: string,
  scores: ReadonlyMap<string, number>,
  judged: ReadonlyMap<string, number>,
  ties: RunTiePolicy,
  judgedOnly: boolean,
): RankedQuery {
  const grades: number[] = [];
  let irrelevant = 0;
  const judgedScores = new Set<number>();
  for (const [item, grade] of judged) {
    if (!Number.isFinite(grade)) throw new RelevanceError(query, item, `has the grade ${grade}, which is not finite`);
    if (grade < 0) continue;
    if (grade > 0) grades.push(grade);
    else irrelevant++;
    const score = scores.get(item);
    if (score !== undefined) judgedScores.add(score);
  }
  grades.sort((a, b) => b - a);
  const groups = groupsAround(query, scores, judged, judgedScores, ties, judgedOnly);
  return { id: query, groups, grades, irrelevant };
}

type Member = readonly [item: string, judgement: Judgement];

/** Groups at the scores of the judged items, and between them one group for all the unjudged items of that stretch. */
function groupsAround(
  query: string,
  scores: ReadonlyMap<string, number>,
  judged: ReadonlyMap<string, number>,
  judgedScores: ReadonlySet<number>,
  ties: RunTiePolicy,
  judgedOnly: boolean,
): TieGroup[] {
  const levels = Float64Array.from(judgedScores).sort().reverse();
  const between = new Uint32Array(levels.length + 1);
  const members = Array.from(levels, (): Member[] => []);
  let low = 0;
  for (const [item, score] of scores) {
    if (Number.isNaN(score)) throw new NotANumberError(query, item);
    // Most runs are sorted: the place of the last item is nearly that of the next.
    if (!isPlace(levels, low, score)) low = placeOf(levels, score);
    if (levels[low] === score) {
      const grade = judged.get(item);
      const judgement = grade !== undefined && grade < 0 ? undefined : grade;
      if (!judgedOnly || judgement !== undefined) members[low]?.push([item, judgement]);
    } else if (!judgedOnly) (between[low] as number)++;
  }
  const groups: TieGroup[] = [];
  between.forEach((size, place) => {
    if (size > 0) appendGroup(groups, { size, grades: NO_GRADES, irrelevant: 0 });
    for (const group of settled(members[place] ?? [], ties)) appendGroup(groups, group);
  });
  return groups;
}

function settled(members: Member[], ties: RunTiePolicy): TieGroup[] {
  if (members.length === 0) return [];
  if (ties !== 'id' && ties !== 'id-descending') return settleTies(members.map(judgementOf), ties);
  members.sort(([a], [b]) => compareIds(a, b));
  return settleTies(members.map(judgementOf), ties === 'id' ? 'index' : 'index-descending');
}

const judgementOf = ([, judgement]: Member) => judgement;

/** Whether the levels before this place are above the score, and that at it is not. */
function isPlace(levels: Float64Array, place: number, score: number): boolean {
  return (
    (place === levels.length || (levels[place] as number) <= score) &&
    (place === 0 || (levels[place - 1] as number) > score)
  );
}

function placeOf(levels: Float64Array, score: number): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle] as number) > score) low = middle + 1;
    else high = middle;
  }
  return low;
}
