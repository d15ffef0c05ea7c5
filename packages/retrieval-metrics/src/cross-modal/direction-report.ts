import { EmptyRelevanceError } from '../errors';
import { mean } from '../mean';
import type { EmptyPolicy } from '../tie-policy';
import { expectedRank, type FirstRanks, hitProbability } from './first-ranks';
import { medianRank } from './median-rank';

/** Retrieval in one direction. */
export interface DirectionReport {
  /** The number of queries in the means. */
  readonly queries: number;
  /** The number of items that are ranked for each query. */
  readonly gallery: number;
  /** Queries without relevant items. `queries` includes them under the policy `zero` and excludes them under `skip`. */
  readonly empty: number;
  /** R@K in percent: the share of queries with a relevant item among the first K. */
  readonly recall: Readonly<Record<number, number>>;
  /** MedR: floor of the median 0-based rank of the best relevant item, plus 1. */
  readonly medianRank: number;
  /** MeanR: mean 1-based rank of the best relevant item. */
  readonly meanRank: number;
  /** The values behind the means, for intervals and tests: entry i belongs to query `query[i]`. */
  readonly perQuery: {
    readonly query: Uint32Array;
    /** 1-based rank of the best relevant item; under `expected` ties the mean over the orders of equal scores. */
    readonly rank: Float64Array;
    /** 100 where a relevant item is among the first K, else 0; under `expected` ties 100 times its probability. */
    readonly recall: Readonly<Record<number, Float64Array>>;
  };
}

/** The report of these queries (all by default). Under `zero`, a query without relevant items ranks one place behind the gallery. */
export function directionReport(
  ranks: FirstRanks,
  gallery: number,
  ks: readonly number[],
  emptyPolicy: EmptyPolicy,
  queries: Iterable<number> = ranks.above.keys(),
): DirectionReport {
  const all = [...queries];
  const empties = all.filter((query) => ranks.relevant[query] === 0);
  if (empties.length > 0 && emptyPolicy === 'error') throw new EmptyRelevanceError(empties[0] as number);
  const query = Uint32Array.from(emptyPolicy === 'skip' ? all.filter((q) => ranks.relevant[q] !== 0) : all);
  const above = Uint32Array.from(query, (q) => (ranks.relevant[q] === 0 ? gallery : (ranks.above[q] as number)));
  const tied = Uint32Array.from(query, (q) => (ranks.relevant[q] === 0 ? 0 : (ranks.tied[q] as number)));
  const relevant = Uint32Array.from(query, (q) => Math.max(1, ranks.relevant[q] as number));
  const each = (value: (above: number, tied: number, relevant: number) => number) =>
    Float64Array.from(query, (_, i) => value(above[i] as number, tied[i] as number, relevant[i] as number));

  const rank = each(expectedRank);
  const recall = Object.fromEntries(ks.map((k) => [k, each((a, t, m) => 100 * hitProbability(a, t, m, k))]));
  return {
    queries: query.length,
    gallery,
    empty: empties.length,
    recall: Object.fromEntries(ks.map((k) => [k, mean(recall[k] as Float64Array)])),
    medianRank: medianRank({ above, tied, relevant }, gallery),
    meanRank: mean(rank),
    perQuery: { query, rank, recall },
  };
}
