import { MissingQueryError, NotANumberError } from '../errors';
import type { EmptyPolicy, TiePolicy } from '../tie-policy';
import type { QueryMap } from './query-map';
import type { RankedQuery } from './ranked-query';
import { settleTies } from './settle-ties';

export interface RankRunOptions {
  /** Default `expected`. Under the index policies the index is the item's place in the run. */
  readonly ties?: TiePolicy;
  /**
   * A query with judgements but without a run: `zero` (the default) keeps it with nothing retrieved, so that a system cannot gain by
   * leaving hard queries out; `skip` leaves it out; `error` throws `MissingQueryError`.
   */
  readonly missing?: EmptyPolicy;
}

/**
 * A run against judgements (qrels), in the order of the judged queries. Retrieved items without a judgement are unjudged: not relevant,
 * and invisible to bpref. Queries of the run that nobody judged are left out. Throws `NotANumberError`.
 */
export function rankRun(
  run: QueryMap,
  qrels: QueryMap,
  { ties = 'expected', missing = 'zero' }: RankRunOptions = {},
): RankedQuery[] {
  const ranked: RankedQuery[] = [];
  for (const [query, judged] of qrels) {
    if (!run.has(query) && missing === 'error') throw new MissingQueryError(query);
    if (run.has(query) || missing === 'zero') ranked.push(rankItems(query, run.get(query) ?? new Map(), judged, ties));
  }
  return ranked;
}

/** One query of a run; for runs that are streamed query by query. */
export function rankItems(
  query: string,
  scores: ReadonlyMap<string, number>,
  judged: ReadonlyMap<string, number>,
  ties: TiePolicy = 'expected',
): RankedQuery {
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
