import { checkOptions, positive } from '@rs-sam/foundation/options';
import { RelevanceError } from '../errors';
import type { RankedQuery } from '../ranking/ranked-query';
import { defineMeasure, type Measure, type MeasureOptions, measureRules, placedGroups } from './measure';

export interface ErrOptions extends MeasureOptions {
  /** The highest grade of the judgements' scale, the same for every query. Default 4, as in TREC's gdeval.pl. */
  readonly maxGrade?: number;
}

const rules = { ...measureRules, maxGrade: positive };

/**
 * ERR@k = Σ_{i ≤ k} (1 / i) R_i Π_{j < i} (1 − R_j) with R = (2^grade − 1) / 2^maxGrade, the probability that an item satisfies the user.
 * In a tie let P(t) be the mean, over all orders, of the probability that none of its first t items satisfies; the place t then adds
 * (P(t − 1) − P(t)) / (items before + t). P(t) = e_t(1 − R) / C(n, t), with the elementary symmetric polynomial e_t.
 * Throws `RelevanceError` for a grade above `maxGrade`.
 * Source: Chapelle, Metzler, Zhang & Grinspan, CIKM 2009; gdeval.pl.
 */
export function expectedReciprocalRank(options: ErrOptions = {}): Measure {
  checkOptions('expectedReciprocalRank', rules, options);
  const { maxGrade = 4, ...cut } = options;
  return defineMeasure(nameOf('ERR', maxGrade), cut, (query, at, relevantFrom) =>
    errOf(query, at, relevantFrom, maxGrade),
  );
}

/**
 * nERR@k = ERR@k / (ERR@k of all relevant items, highest grade first), from 0 to 1. Throws as `expectedReciprocalRank`.
 * Source: ndeval's `nERR-IA` of a query with one subtopic.
 */
export function normalisedExpectedReciprocalRank(options: ErrOptions = {}): Measure {
  checkOptions('normalisedExpectedReciprocalRank', rules, options);
  const { maxGrade = 4, ...cut } = options;
  return defineMeasure(nameOf('nERR', maxGrade), cut, (query, at, relevantFrom) => {
    const ideal = { ...query, groups: query.grades.map((grade) => ({ size: 1, grades: [grade], irrelevant: 0 })) };
    return errOf(query, at, relevantFrom, maxGrade) / errOf(ideal, at, relevantFrom, maxGrade);
  });
}

function nameOf(base: string, maxGrade: number): string {
  return maxGrade === 4 ? base : `${base}(max=${maxGrade})`;
}

function errOf(query: RankedQuery, at: number, relevantFrom: number, maxGrade: number): number {
  const highest = query.grades[0] as number;
  if (highest > maxGrade) {
    throw new RelevanceError(
      query.id,
      'with the highest grade',
      `has grade ${highest}, above the maxGrade ${maxGrade}`,
    );
  }
  let sum = 0;
  let unsatisfied = 1;
  for (const { before, size, grades } of placedGroups(query, at)) {
    const relevant = grades.filter((grade) => grade >= relevantFrom);
    if (relevant.length === 0) continue;
    const failures = relevant.map((grade) => 1 - (2 ** grade - 1) / 2 ** maxGrade);
    const none = meanProducts(failures, size);
    for (let place = 1; place <= Math.min(size, at - before); place++) {
      sum += (unsatisfied * ((none[place - 1] as number) - (none[place] as number))) / (before + place);
    }
    unsatisfied *= none[size] as number;
  }
  return sum;
}

/** For t = 0 … n: the mean over all orders of the product of the first t of n factors. Those that are not given are 1. */
function meanProducts(factors: readonly number[], n: number): Float64Array {
  const means = new Float64Array(n + 1).fill(1);
  factors.forEach((factor, i) => {
    // With m factors so far, one more: the first t contain it with probability t / m.
    const m = n - factors.length + i + 1;
    for (let t = m; t >= 1; t--) {
      means[t] = ((m - t) * (means[t] as number) + t * factor * (means[t - 1] as number)) / m;
    }
  });
  return means;
}
