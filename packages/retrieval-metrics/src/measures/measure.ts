import { checkOptions, matching, nonNegative } from '@rs-sam/foundation/options';
import type { RankedQuery, TieGroup } from '../ranking/ranked-query';

/** A ranking measure: one number per query; under `expected` ties the mean over all orders of the equal scores. */
export interface Measure {
  /** For tables, with the cut-off: `nDCG@10`. */
  readonly name: string;
  /** The lowest grade that counts as relevant; 0 for every grade above 0. */
  readonly relevantFrom: number;
  /** How the values of the queries become one figure: `mean` unless given; `sum` for counts. */
  readonly aggregate?: 'sum';
  /** Whether a query without relevant items has a value as every other one. Default false: the `empty` policy decides. */
  readonly countsEmpty?: boolean;
  /** The value; 0 for a query without relevant items, which `evaluateRankings` treats by its `empty` policy. */
  of(query: RankedQuery): number;
}

export interface MeasureOptions {
  /** The cut-off: only the first `at` places count. Default: the whole ranking. */
  readonly at?: number;
  /** The lowest grade that counts as relevant. Default: every grade above 0. */
  readonly relevantFrom?: number;
}

const cutoffRule = matching(
  'an integer of at least 1, or Infinity for the whole ranking',
  (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && (value as number) >= 1),
);

/** The rules of {@link MeasureOptions}. */
export const measureRules = { at: cutoffRule, relevantFrom: nonNegative };

/** A measure named `base(rel=…)@at`. Throws `InvalidOptionError` for another option, or a wrong value. */
export function defineMeasure(
  base: string,
  options: MeasureOptions,
  of: (query: RankedQuery, at: number, relevantFrom: number) => number,
): Measure {
  checkOptions(`the measure ${base}`, measureRules, options);
  const { at = Number.POSITIVE_INFINITY, relevantFrom = 0 } = options;
  const level = relevantFrom > 0 ? `(rel=${relevantFrom})` : '';
  const name = `${base}${level}${at === Number.POSITIVE_INFINITY ? '' : `@${at}`}`;
  return {
    name,
    relevantFrom,
    of: (query) => (relevantOf(query.grades, relevantFrom) === 0 ? 0 : of(query, at, relevantFrom)),
  };
}

/** How many of these grades are relevant. */
export function relevantOf(grades: readonly number[], relevantFrom: number): number {
  if (relevantFrom === 0) return grades.length;
  let count = 0;
  for (const grade of grades) if (grade >= relevantFrom) count++;
  return count;
}

/** A group with the number of items retrieved before it. */
export interface PlacedGroup extends TieGroup {
  readonly before: number;
}

/** The groups that begin within the first `at` places. */
export function* placedGroups(query: RankedQuery, at: number): Generator<PlacedGroup> {
  let before = 0;
  for (const { size, grades, irrelevant } of query.groups) {
    if (before >= at) return;
    // Named fields: the spread of an object costs twenty times as much.
    yield { size, grades, irrelevant, before };
    before += size;
  }
}

/** The number of retrieved items. */
export function retrievedOf(query: RankedQuery): number {
  return query.groups.reduce((sum, { size }) => sum + size, 0);
}

/**
 * E[relevant items in the first `at` places] = Σ_groups R · min(at − before, n) / n: by symmetry each of the n items of a tie is equally
 * likely to be among those that fit.
 */
export function expectedHits(query: RankedQuery, at: number, relevantFrom: number): number {
  let hits = 0;
  for (const { before, size, grades } of placedGroups(query, at)) {
    hits += (relevantOf(grades, relevantFrom) * Math.min(at - before, size)) / size;
  }
  return hits;
}
