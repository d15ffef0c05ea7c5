import { checkOptions, nonNegative, oneOf } from '@rs-sam/foundation/options';
import { NotANumberError } from '../errors';
import type { QueryMap } from '../ranking/query-map';
import { NORMALISATIONS, type Normalisation, normaliseScores } from './normalise-scores';

const METHODS = ['rrf', 'combsum', 'combmnz'] as const;

export interface FusionOptions {
  /** Default `rrf`. */
  readonly method?: (typeof METHODS)[number];
  /** The constant of RRF. Default 60. */
  readonly k?: number;
  /** Of the scores of each query and run, for CombSUM and CombMNZ; RRF uses ranks only. Default `min-max`. */
  readonly normalisation?: Normalisation;
}

const rules = { method: oneOf(METHODS), k: nonNegative, normalisation: oneOf(NORMALISATIONS) };

/**
 * Several runs as one:
 * - `rrf`: Σ_runs 1 / (k + rank), equal scores sharing the mean of their ranks (Cormack, Clarke & Büttcher, SIGIR 2009)
 * - `combsum`: Σ_runs normalised score
 * - `combmnz`: CombSUM · (number of runs that retrieve the item) (both: Fox & Shaw, TREC-2, 1994)
 *
 * A run adds nothing to an item that it does not retrieve. Throws `NotANumberError` and `InvalidOptionError`.
 */
export function fuseRuns(runs: readonly QueryMap[], options: FusionOptions = {}): QueryMap {
  checkOptions('fuseRuns', rules, options);
  const { method = 'rrf', k = 60, normalisation = 'min-max' } = options;
  const fused = new Map<string, Map<string, number>>();
  const retrieved = new Map<string, Map<string, number>>();
  for (const run of runs) {
    for (const [query, scores] of run) {
      for (const [item, score] of scores) if (Number.isNaN(score)) throw new NotANumberError(query, item);
      const parts = method === 'rrf' ? reciprocalRanks(scores, k) : normaliseScores(scores, normalisation);
      for (const [item, part] of parts) {
        add(fused, query, item, part);
        add(retrieved, query, item, 1);
      }
    }
  }
  if (method !== 'combmnz') return fused;
  for (const [query, scores] of fused) {
    for (const [item, score] of scores) scores.set(item, score * (retrieved.get(query)?.get(item) as number));
  }
  return fused;
}

function reciprocalRanks(scores: ReadonlyMap<string, number>, k: number): Map<string, number> {
  const sorted = [...scores].sort(([, a], [, b]) => b - a);
  const parts = new Map<string, number>();
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.[1] === sorted[start]?.[1]) end++;
    const rank = (start + 1 + end) / 2;
    for (const [item] of sorted.slice(start, end)) parts.set(item, 1 / (k + rank));
    start = end;
  }
  return parts;
}

function add(sums: Map<string, Map<string, number>>, query: string, item: string, part: number): void {
  const items = sums.get(query) ?? new Map<string, number>();
  sums.set(query, items.set(item, (items.get(item) ?? 0) + part));
}
