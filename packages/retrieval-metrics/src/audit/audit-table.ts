import { type Contradiction, contradictionsOf } from './contradictions';
import { directions, type PublishedRow } from './published-table';
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
  /** Whether every recall can come from so many queries. */
  readonly fits: boolean;
  /**
   * The chance that so many queries print recalls which the smallest fitting number explains as well: a claim that fits only because it
   * is a multiple of the true number has one near 0. Absent where the claim does not fit or nothing smaller does.
   */
  readonly chance?: number;
}

export interface TableAudit {
  /** How many recalls the table prints. */
  readonly recalls: number;
  /** The numbers of queries that all recalls of the table can come from, ascending; the first is the one to suspect. */
  readonly queryCounts: readonly number[];
  readonly imageToText: readonly number[];
  readonly textToImage: readonly number[];
  /** The same for each row, in both directions together. */
  readonly rows: readonly { readonly name: string; readonly queryCounts: readonly number[] }[];
  readonly claimed: readonly ClaimAudit[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * Which numbers of queries a published table can have been computed on, from its decimals, and which of its rows contradict themselves.
 * A recall over n queries is a multiple of 100 / n, and one decimal shows that up to n = 999.
 *
 * @example
 * const { queryCounts } = auditTable(tableII, { claimed: [420] });
 * console.log(queryCounts[0]); // 210
 */
export function auditTable(rows: readonly PublishedRow[], options: AuditOptions = {}): TableAudit {
  const { claimed = [], decimals = 1 } = options;
  const recallsOf = (of: readonly PublishedRow[], among: readonly (typeof directions)[number][] = directions) =>
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
