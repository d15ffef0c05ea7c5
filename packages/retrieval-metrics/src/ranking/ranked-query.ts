/**
 * Retrieved items of one query with equal scores: every order of them is equally likely.
 * `size` = relevant + judged irrelevant + unjudged.
 */
export interface TieGroup {
  readonly size: number;
  /** The grades of its relevant items, each above 0. */
  readonly grades: readonly number[];
  /** The number of its items judged irrelevant. */
  readonly irrelevant: number;
}

/** One query for a ranking measure: the retrieved items, best first, and all judged items. */
export interface RankedQuery {
  readonly id: number | string;
  /** Best first. A tie that a policy has resolved consists of groups with one kind of item each. */
  readonly groups: readonly TieGroup[];
  /** The grades of all relevant items, retrieved or not, highest first. */
  readonly grades: readonly number[];
  /** The number of items judged irrelevant, retrieved or not. */
  readonly irrelevant: number;
}
