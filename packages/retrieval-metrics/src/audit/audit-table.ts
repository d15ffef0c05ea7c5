import { checkOptions, integer, matching } from '@rs-sam/foundation/options';
import { DIRECTIONS } from '../cross-modal/directions';
import { type Contradiction, contradictionsOf } from './contradictions';
import type { PublishedRow } from './published-table';
import { chanceOfFewer, printable, queryCounts } from './query-counts';

export interface AuditOptions {
  /** Numbers of queries that the publication claims. Default none. */
  readonly claimed?: readonly number[];
  /** Decimals that the recalls are printed with. Default 1. */
  readonly decimals?: number;
}

/** A claimed number of queries against the printed decimals. */
export interface ClaimAudit {
  readonly queries: number;
  /** Whether every recall can come from this number of queries. */
  readonly fits: boolean;
  /**
   * The chance that this number of queries gives recalls that the smallest fitting number explains as well. It is near 0 for a claim
   * that fits only because it is a multiple of the true number. Absent where the claim does not fit, or no smaller number does.
   */
  readonly chance?: number;
}

export interface TableAudit {
  /** The number of recalls in the table. */
  readonly recalls: number;
  /** The numbers of queries that all recalls of the table can come from, ascending; the first is the most likely. */
  readonly queryCounts: readonly number[];
  readonly imageToText: readonly number[];
  readonly textToImage: readonly number[];
  /** The same for each row, in both directions together. */
  readonly rows: readonly { readonly name: string; readonly queryCounts: readonly number[] }[];
  readonly claimed: readonly ClaimAudit[];
  readonly contradictions: readonly Contradiction[];
}

const rules = {
  claimed: matching(
    'a list of integers of at least 1',
    (value) => Array.isArray(value) && value.every((queries) => Number.isInteger(queries) && queries >= 1),
  ),
  decimals: integer(0),
};

/**
 * The numbers of queries that a published table can have been computed on, from its decimals, and the rows that contradict themselves.
 * A recall over n queries is a multiple of 100 / n; one decimal is enough to see this up to n = 999. Throws `InvalidOptionError`.
 *
 * @example
 * const { queryCounts } = auditTable(tableII, { claimed: [420] });
 * console.log(queryCounts[0]); // 210
 */
export function auditTable(rows: readonly PublishedRow[], options: AuditOptions = {}): TableAudit {
  checkOptions('auditTable', rules, options);
  const { claimed = [], decimals = 1 } = options;
  const recallsOf = (of: readonly PublishedRow[], among: readonly (typeof DIRECTIONS)[number][] = DIRECTIONS) =>
    of.flatMap((row) => among.flatMap((direction) => Object.values(row[direction].recall)));
  const recalls = recallsOf(rows);
  const counts = queryCounts(recalls, decimals);
  const smallest = counts[0];
  return {
    recalls: recalls.length,
    queryCounts: counts,
    imageToText: queryCounts(recallsOf(rows, ['imageToText']), decimals),
    textToImage: queryCounts(recallsOf(rows, ['textToImage']), decimals),
    rows: rows.map((row) => ({ name: row.name, queryCounts: queryCounts(recallsOf([row]), decimals) })),
    claimed: claimed.map((queries) => {
      const fits = recalls.every((recall) => printable(recall, queries, decimals));
      return fits && smallest !== undefined && smallest < queries
        ? { queries, fits, chance: chanceOfFewer(queries, smallest, recalls.length, decimals) }
        : { queries, fits };
    }),
    contradictions: rows.flatMap((row) => contradictionsOf(row, decimals)),
  };
}
