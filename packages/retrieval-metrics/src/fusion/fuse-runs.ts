import { checkOptions, matching, nonNegative, oneOf } from '@rs-sam/foundation/options';
import { InvalidOptionError, NotANumberError, SizeMismatchError } from '../errors';
import { checkQueryMap } from '../ranking/check-query-map';
import type { QueryMap } from '../ranking/query-map';
import { addScores, weighScore } from './add-scores';
import { COMBINATIONS } from './combine-parts';
import { NORMALISATIONS, type Normalisation, normaliseScores, rankedScores } from './normalise-scores';

const METHODS = ['rrf', 'combsum', 'combmnz', 'combanz', 'combmax', 'combmin', 'combmed', 'weighted-sum'] as const;

export interface FusionOptions {
  /** Default `rrf`. */
  readonly method?: (typeof METHODS)[number];
  /** The constant of RRF. Default 60. */
  readonly k?: number;
  /** Of the scores of each query and run; RRF uses ranks only. Default `min-max`. */
  readonly normalisation?: Normalisation;
  /** Of the runs, for `weighted-sum`: one of at least 0 for each. Default 1 each. */
  readonly weights?: readonly number[];
}

const weightsRule = matching(
  'a list of finite numbers of at least 0',
  (value) => Array.isArray(value) && value.every((weight) => Number.isFinite(weight) && weight >= 0),
);

const rules = {
  method: oneOf(METHODS),
  k: nonNegative,
  normalisation: oneOf(NORMALISATIONS),
  weights: weightsRule,
};

/**
 * Several runs as one. The parts of an item are its normalised scores in the runs that retrieve it:
 * - `rrf`: Σ_runs 1 / (k + rank), equal scores sharing the mean of their ranks (Cormack, Clarke & Büttcher, SIGIR 2009)
 * - `combsum`: Σ parts; `combmnz`: CombSUM · (number of parts); `combanz`: CombSUM / (number of parts); `combmax`, `combmin`, `combmed`:
 *   the largest part, the smallest, the median (all: Fox & Shaw, TREC-2, 1994)
 * - `weighted-sum`: Σ_runs weight · part, ranx's `wsum`; `tuneWeights` finds the weights. A run of weight 0 decides nothing, but its items
 *   stay in the result.
 *
 * A run adds nothing to an item that it does not retrieve. An item that has -Infinity in one run has it in every sum. Throws
 * `NotANumberError`, `SizeMismatchError` for another number of weights than of runs, and `InvalidOptionError`.
 */
export function fuseRuns(runs: readonly QueryMap[], options: FusionOptions = {}): QueryMap {
  checkOptions('fuseRuns', rules, options);
  const { method = 'rrf', k = 60, normalisation = 'min-max', weights } = options;
  runs.forEach((run, i) => {
    checkQueryMap(`runs[${i}]`, run);
  });
  if (weights && method !== 'weighted-sum')
    throw new InvalidOptionError('method', method, "'weighted-sum' with weights");
  if (weights && weights.length !== runs.length) throw new SizeMismatchError('Weights', runs.length, weights.length);
  return combineRuns(
    runs.map((run) => normalisedRun(run, (scores) => partsOf(scores, method, k, normalisation))),
    method,
    weights,
  );
}

/** The runs with normalised scores. Throws `NotANumberError`. */
export function normalisedRun(
  run: QueryMap,
  normalise: (scores: ReadonlyMap<string, number>) => ReadonlyMap<string, number>,
): QueryMap {
  return new Map(
    Array.from(run, ([query, scores]) => {
      for (const [item, score] of scores) if (Number.isNaN(score)) throw new NotANumberError(query, item);
      return [query, normalise(scores)];
    }),
  );
}

function partsOf(
  scores: ReadonlyMap<string, number>,
  method: (typeof METHODS)[number],
  k: number,
  normalisation: Normalisation,
): ReadonlyMap<string, number> {
  if (method !== 'rrf') return normaliseScores(scores, normalisation);
  return new Map(Array.from(rankedScores(scores), ([item, rank]) => [item, 1 / (k + rank)]));
}

/** Runs of normalised scores as one. */
export function combineRuns(
  runs: readonly QueryMap[],
  method: (typeof METHODS)[number],
  weights: readonly number[] = runs.map(() => 1),
): QueryMap {
  const gathered = new Map<string, Map<string, number[]>>();
  runs.forEach((run, r) => {
    for (const [query, scores] of run) {
      if (scores.size === 0) continue;
      const items = gathered.get(query) ?? new Map<string, number[]>();
      gathered.set(query, items);
      for (const [item, part] of scores) {
        const weighed = method === 'weighted-sum' ? weighScore(weights[r] as number, part) : part;
        const parts = items.get(item);
        if (parts === undefined) items.set(item, [weighed]);
        else parts.push(weighed);
      }
    }
  });
  const combine =
    method === 'rrf' || method === 'weighted-sum'
      ? (parts: readonly number[]) => parts.reduce(addScores)
      : COMBINATIONS[method];
  return new Map(
    Array.from(gathered, ([query, items]) => [
      query,
      new Map(Array.from(items, ([item, parts]) => [item, combine(parts)])),
    ]),
  );
}
