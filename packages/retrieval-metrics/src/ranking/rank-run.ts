import { checkOneOf, checkOptions } from '@rs-sam/foundation/options';
import { MissingQueryError, NotANumberError } from '../errors';
import { emptyRule, tiesRule } from '../option-rules';
import { type EmptyPolicy, TIE_POLICIES, type TiePolicy } from '../tie-policy';
import type { QueryMap } from './query-map';
import type { RankedQuery } from './ranked-query';
import { settleTies } from './settle-ties';

export interface RankRunOptions {
  /** Default `expected`. Under the index policies the index is the position of the item in the run. */
  readonly ties?: TiePolicy;
  /**
   * A query with judgements that is not in the run: `zero` (the default) keeps it with nothing retrieved, so that a system cannot gain
   * by leaving hard queries out; `skip` leaves it out; `error` throws `MissingQueryError`.
   */
  readonly missing?: EmptyPolicy;
}

/**
 * A run against judgements (qrels), in the order of the judged queries. Retrieved items without a judgement are unjudged: not relevant,
 * and ignored by bpref. Queries of the run without judgements are left out. Throws `NotANumberError`, `MissingQueryError` and
 * `InvalidOptionError`.
 */
export function rankRun(run: QueryMap, qrels: QueryMap, options: RankRunOptions = {}): RankedQuery[] {
  checkOptions('rankRun', { ties: tiesRule, missing: emptyRule }, options);
  const { ties = 'expected', missing = 'zero' } = options;
  const ranked: RankedQuery[] = [];
  for (const [query, judged] of qrels) {
    if (!run.has(query) && missing === 'error') throw new MissingQueryError(query);
    if (run.has(query) || missing === 'zero') ranked.push(rankItems(query, run.get(query) ?? new Map(), judged, ties));
  }
  return ranked;
}

/** One query of a run, for runs that are streamed query by query. Throws `NotANumberError` and `InvalidOptionError`. */
export function rankItems(
  query: string,
  scores: ReadonlyMap<string, number>,
  judged: ReadonlyMap<string, number>,
  ties: TiePolicy = 'expected',
): RankedQuery {
  checkOneOf('ties', ties, TIE_POLICIES);
  const tiesByScore = new Map<number, (number | undefined)[]>();
  for (const [item, score] of scores) {
    if (Number.isNaN(score)) throw new NotANumberError(query, item);
    const members = tiesByScore.get(score);
    if (members === undefined) tiesByScore.set(score, [judged.get(item)]);
    else members.push(judged.get(item));
  }
  const grades = [...judged.values()].filter((grade) => grade > 0).sort((a, b) => b - a);
  return {
    id: query,
    groups: [...tiesByScore].sort(([a], [b]) => b - a).flatMap(([, members]) => settleTies(members, ties)),
    grades,
    irrelevant: judged.size - grades.length,
  };
}
