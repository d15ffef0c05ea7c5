import { checkOptions, integer, matching, oneOf } from '@rs-sam/foundation/options';
import { InvalidOptionError } from '../errors';
import { mean } from '../mean';
import type { Measure } from '../measures/measure';
import { measureOf } from '../measures/parse-measure';
import { checkQueryMap } from '../ranking/check-query-map';
import type { QueryMap } from '../ranking/query-map';
import type { RunTiePolicy } from '../ranking/rank-items';
import { rankRun, rankRunRules } from '../ranking/rank-run';
import { combineRuns, normalisedRun } from './fuse-runs';
import { NORMALISATIONS, type Normalisation, normaliseScores } from './normalise-scores';

export interface TuningOptions {
  /** What the weights maximise, as a measure or by its name. Default `nDCG@10`. */
  readonly measure?: Measure | string;
  /** Into how many steps the weight 1 is divided. Default 10: weights of 0, 0.1, …, 1. */
  readonly steps?: number;
  /** As in `fuseRuns`. Default `min-max`. */
  readonly normalisation?: Normalisation;
  /** As in `rankRun`. Default `expected`. */
  readonly ties?: RunTiePolicy;
}

/** The result of a search for weights. */
export interface TunedWeights {
  /** One for each run, with the sum 1: for `fuseRuns` with `method: 'weighted-sum'` and the same normalisation. */
  readonly weights: readonly number[];
  /** The mean of the measure with these weights, on the judgements that they were tuned on. */
  readonly value: number;
  /** Every combination that was tried. */
  readonly trials: readonly { readonly weights: readonly number[]; readonly value: number }[];
}

const rules = {
  measure: matching('a measure or its name', (value) => typeof value === 'string' || typeof value === 'object'),
  steps: integer(1),
  normalisation: oneOf(NORMALISATIONS),
  ties: rankRunRules.ties,
};

const MOST_TRIALS = 100_000;

/**
 * The weights of a weighted sum of runs that maximise the mean of a measure: a search over every combination of multiples of 1 / steps
 * with the sum 1, of which there are C(steps + runs − 1, runs − 1). Of equally good ones the most even is taken. Tune on the judgements of
 * a validation set, and report the figures of other queries: on the tuned ones they are too high. A query without relevant items counts
 * as 0, as does one that no run has.
 *
 * Throws `NotANumberError`, and `InvalidOptionError`, also for more than 100,000 combinations.
 * Source: the grid search of ranx's `optimize_fusion` for `wsum` (Bassani & Romelli, CIKM 2022).
 *
 * @example
 * const { weights, value } = tuneWeights([run, queryMap({ q1: { d1: 3, d2: 1 } })], qrels, { measure: 'RR', steps: 4 });
 * console.log(weights, value); // [ 0.25, 0.75 ] 1
 */
export function tuneWeights(runs: readonly QueryMap[], qrels: QueryMap, options: TuningOptions = {}): TunedWeights {
  checkOptions('tuneWeights', rules, options);
  const { measure = 'nDCG@10', steps = 10, normalisation = 'min-max', ties = 'expected' } = options;
  if (runs.length < 1) throw new InvalidOptionError('runs', runs, 'a list of at least one run');
  runs.forEach((run, i) => {
    checkQueryMap(`runs[${i}]`, run);
  });
  checkQueryMap('qrels', qrels);
  if (combinations(steps + runs.length - 1, runs.length - 1) > MOST_TRIALS) {
    throw new InvalidOptionError('steps', steps, `fewer for ${runs.length} runs: at most ${MOST_TRIALS} combinations`);
  }
  const { of } = measureOf(measure);
  const judgedRun = (run: QueryMap) => new Map([...run].filter(([query]) => qrels.has(query)));
  const parts = runs.map((run) => normalisedRun(judgedRun(run), (scores) => normaliseScores(scores, normalisation)));
  const trials = [...compositions(steps, runs.length)].map((counts) => {
    const weights = counts.map((count) => count / steps);
    const ranked = rankRun(combineRuns(parts, 'weighted-sum', weights), qrels, { ties });
    return { weights, value: mean(ranked.map((query) => of(query))) };
  });
  const best = trials.reduce((a, b) => (b.value > a.value || (b.value === a.value && evener(b, a)) ? b : a));
  return { ...best, trials };
}

/** Whether the weights of a are nearer to each other than those of b. */
function evener(a: { readonly weights: readonly number[] }, b: { readonly weights: readonly number[] }): boolean {
  const squares = (weights: readonly number[]) => weights.reduce((sum, weight) => sum + weight * weight, 0);
  return squares(a.weights) < squares(b.weights) - 1e-12;
}

/** Every list of `length` counts with this sum. */
function* compositions(sum: number, length: number): Generator<number[]> {
  if (length === 1) yield [sum];
  else
    for (let first = 0; first <= sum; first++)
      for (const rest of compositions(sum - first, length - 1)) yield [first, ...rest];
}

function combinations(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return count;
}
