import type { EvaluationResult } from '@rs-sam/evaluation';
import { groupBy } from '@rs-sam/foundation/collections';
import type { PlannedRow } from '../plans/planned-row';

/** A run of a plan with its result. */
export interface FinishedRun {
  readonly row: PlannedRow;
  readonly seed: number;
  /** The folder of the result. */
  readonly folder: string;
  readonly result: EvaluationResult;
  /** `made`: computed now; `verified`: it existed with the same settings and scores; `kept`: it existed without its score file. */
  readonly how: 'made' | 'verified' | 'kept';
}

/** The runs of each row, one per seed, in the order in which the rows first appear. */
export function runsByRow(runs: readonly FinishedRun[]): FinishedRun[][] {
  return [...groupBy(runs, ({ row }) => row).values()];
}

/** `seed 1`, or `seeds 1 2 3`. */
export function seedsOf(runs: readonly FinishedRun[]): string {
  const seeds = runs.map(({ seed }) => seed);
  return seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.join(' ')}`;
}
