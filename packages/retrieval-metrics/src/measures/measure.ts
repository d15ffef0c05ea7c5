import { OptionError } from '../errors';
import type { RankedQuery, TieGroup } from '../ranking/ranked-query';

/** A ranking measure: one number a query; under `expected` ties its mean over all orders of the equal scores. */
export interface Measure {
  /** As tables print it, with its cut-off: `nDCG@10`. */
  readonly name: string;
  /** The lowest grade that it takes as relevant; 0 for every grade above 0. */
  readonly relevantFrom: number;
  /** Its value; 0 where nothing is relevant to the query, which `evaluateRankings` treats by its `empty` policy. */
  of(query: RankedQuery): number;
}

export interface MeasureOptions {
  /** The cut-off: only the first `at` places count. Default: the whole ranking. */
  readonly at?: number;
  /** The lowest grade that counts as relevant. Default: every grade above 0. */
  readonly relevantFrom?: number;
}

/** A measure with its name, `base@at(rel=…)`, and its cut-off checked. Throws `OptionError`. */
export function defineMeasure(
  base: string,
  { at = Number.POSITIVE_INFINITY, relevantFrom = 0 }: MeasureOptions,
  of: (query: RankedQuery, at: number, relevantFrom: number) => number,
): Measure {
  if (at !== Number.POSITIVE_INFINITY && !(Number.isInteger(at) && at >= 1)) {
    throw new OptionError('at', at, 'a whole number from 1 on');
  }
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
  return grades.reduce((count, grade) => count + (grade >= relevantFrom ? 1 : 0), 0);
}

/** A group, and how many items are retrieved before it. */
export interface PlacedGroup extends TieGroup {
  readonly before: number;
}

/** The groups that begin within the first `at` places. */
export function* placedGroups(query: RankedQuery, at: number): Generator<PlacedGroup> {
  let before = 0;
  for (const group of query.groups) {
    if (before >= at) return;
    yield { ...group, before };
    before += group.size;
  }
}

/** How many items are retrieved. */
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
