import { checkOptions } from '@rs-sam/foundation/options';
import type { RankedQuery } from '../ranking/ranked-query';
import { type Gain, gainName, gainOf, gainRule } from './gain';
import { defineMeasure, type Measure, type MeasureOptions, measureRules, placedGroups } from './measure';

export interface DcgOptions extends MeasureOptions {
  /** Default `linear`, as in trec_eval and ranx's `ndcg`; `exponential` is ranx's `ndcg_burges`. */
  readonly gain?: Gain;
}

const rules = { ...measureRules, gain: gainRule() };

/**
 * DCG@k = Σ_{i ≤ k} gain_i / log2(i + 1). In a tie every place has the mean gain of the tied items. An item below `relevantFrom` has no
 * gain.
 * Source: Järvelin & Kekäläinen, ACM TOIS 20 (2002).
 */
export function dcg(options: DcgOptions = {}): Measure {
  checkOptions('dcg', rules, options);
  const { gain = 'linear', ...cut } = options;
  return defineMeasure(nameOf('DCG', gain), cut, (query, at, from) => gained(query, at, from, gain));
}

/** nDCG@k = DCG@k / (DCG@k of all relevant items, highest gain first), from 0 to 1. */
export function ndcg(options: DcgOptions = {}): Measure {
  checkOptions('ndcg', rules, options);
  const { gain = 'linear', ...cut } = options;
  return defineMeasure(nameOf('nDCG', gain), cut, (query, at, from) => {
    const best = ideal(query, at, from, gain);
    return best === 0 ? 0 : gained(query, at, from, gain) / best;
  });
}

function nameOf(base: string, gain: Gain): string {
  const name = gainName(gain, 'linear');
  return name === '' ? base : `${base}(${name})`;
}

function gained(query: RankedQuery, at: number, from: number, gain: Gain): number {
  let sum = 0;
  for (const { before, size, grades } of placedGroups(query, at)) {
    if (grades.length === 0) continue;
    const total = grades.reduce((gains, grade) => (grade >= from ? gains + gainOf(grade, gain) : gains), 0);
    const meanGain = total / size;
    for (let place = 1; place <= Math.min(size, at - before); place++) sum += meanGain / Math.log2(before + place + 1);
  }
  return sum;
}

function ideal({ grades }: RankedQuery, at: number, from: number, gain: Gain): number {
  const gains = grades.filter((grade) => grade >= from).map((grade) => gainOf(grade, gain));
  // Grades are sorted; gains of one's own may be in another order.
  if (typeof gain === 'object') gains.sort((a, b) => b - a);
  return gains.reduce((sum, value, i) => (i < at ? sum + value / Math.log2(i + 2) : sum), 0);
}
