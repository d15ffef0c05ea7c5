import { checkOptions, oneOf } from '@rs-sam/foundation/options';
import type { RankedQuery } from '../ranking/ranked-query';
import { GAINS, type Gain, gainOf } from './gain';
import { defineMeasure, type Measure, type MeasureOptions, measureRules, placedGroups } from './measure';

export interface DcgOptions extends Pick<MeasureOptions, 'at'> {
  /** Default `linear`, as in trec_eval and ranx's `ndcg`; `exponential` is ranx's `ndcg_burges`. */
  readonly gain?: Gain;
}

const rules = { at: measureRules.at, gain: oneOf(GAINS) };

/**
 * DCG@k = Σ_{i ≤ k} gain_i / log2(i + 1). In a tie every place has the mean gain of the tied items.
 * Source: Järvelin & Kekäläinen, ACM TOIS 20 (2002).
 */
export function dcg(options: DcgOptions = {}): Measure {
  checkOptions('dcg', rules, options);
  const { gain = 'linear', ...cut } = options;
  return defineMeasure(nameOf('DCG', gain), cut, (query, at) => gained(query, at, gain));
}

/** nDCG@k = DCG@k / (DCG@k of all relevant items, highest grade first), from 0 to 1. */
export function ndcg(options: DcgOptions = {}): Measure {
  checkOptions('ndcg', rules, options);
  const { gain = 'linear', ...cut } = options;
  return defineMeasure(nameOf('nDCG', gain), cut, (query, at) => gained(query, at, gain) / ideal(query, at, gain));
}

function nameOf(base: string, gain: Gain): string {
  return gain === 'linear' ? base : `${base}(${gain})`;
}

function gained(query: RankedQuery, at: number, gain: Gain): number {
  let sum = 0;
  for (const { before, size, grades } of placedGroups(query, at)) {
    if (grades.length === 0) continue;
    const meanGain = grades.reduce((total, grade) => total + gainOf(grade, gain), 0) / size;
    for (let place = 1; place <= Math.min(size, at - before); place++) sum += meanGain / Math.log2(before + place + 1);
  }
  return sum;
}

function ideal({ grades }: RankedQuery, at: number, gain: Gain): number {
  return grades.reduce((sum, grade, i) => (i < at ? sum + gainOf(grade, gain) / Math.log2(i + 2) : sum), 0);
}
