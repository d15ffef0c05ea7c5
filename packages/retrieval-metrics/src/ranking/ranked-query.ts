/**
 * Retrieved items of one query that stand at the same place: any order of them is equally likely.
 * `size` = relevant + judged irrelevant + unjudged.
 */
export interface TieGroup {
  readonly size: number;
  /** The grades of its relevant items, each above 0. */
  readonly grades: readonly number[];
  /** How many of its items are judged irrelevant. */
  readonly irrelevant: number;
}

/** One query as every ranking measure sees it: what was retrieved, best first, and all that could have been. */
export interface RankedQuery {
  readonly id: number | string;
  /** Best first. Ties that a policy has settled are groups of one kind of item. */
  readonly groups: readonly TieGroup[];
  /** The grades of all relevant items, retrieved or not, highest first. */
  readonly grades: readonly number[];
  /** How many items are judged irrelevant, retrieved or not. */
  readonly irrelevant: number;
}
