import { checkOptions, flag, oneOf } from '@rs-sam/foundation/options';
import { MissingQueryError } from '../errors';
import { emptyRule } from '../option-rules';
import type { EmptyPolicy } from '../tie-policy';
import { checkQueryMap } from './check-query-map';
import type { QueryMap } from './query-map';
import { type RankItemsOptions, RUN_TIE_POLICIES, rankWith } from './rank-items';
import type { RankedQuery } from './ranked-query';

export interface RankRunOptions extends RankItemsOptions {
  /**
   * A query with judgements that is not in the run: `zero` (the default) keeps it with nothing retrieved, so that a system cannot gain
   * by leaving hard queries out; `skip` leaves it out; `error` throws `MissingQueryError`.
   */
  readonly missing?: EmptyPolicy;
}

/** The rules of {@link RankRunOptions}. */
export const rankRunRules = { ties: oneOf(RUN_TIE_POLICIES), missing: emptyRule, judgedOnly: flag };

/**
 * A run against judgements (qrels), in the order of the judged queries. Retrieved items without a judgement, or with a negative grade,
 * are unjudged: not relevant, and ignored by bpref. Queries of the run without judgements are left out. Throws `NotANumberError`,
 * `RelevanceError` for a grade that is not finite, `MissingQueryError` and `InvalidOptionError`.
 */
export function rankRun(run: QueryMap, qrels: QueryMap, options: RankRunOptions = {}): RankedQuery[] {
  checkOptions('rankRun', rankRunRules, options);
  checkQueryMap('run', run);
  checkQueryMap('qrels', qrels);
  const { ties = 'expected', missing = 'zero', judgedOnly = false } = options;
  const ranked: RankedQuery[] = [];
  for (const [query, judged] of qrels) {
    const scores = run.get(query);
    if (scores === undefined && missing === 'error') throw new MissingQueryError(query);
    if (scores !== undefined || missing === 'zero') {
      ranked.push(rankWith(query, scores ?? new Map(), judged, ties, judgedOnly));
    }
  }
  return ranked;
}
