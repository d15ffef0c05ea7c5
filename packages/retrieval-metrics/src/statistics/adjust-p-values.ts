import { checkOneOf } from '@rs-sam/foundation/options';
import { InvalidOptionError, NotANumberError } from '../errors';

export const CORRECTIONS = ['holm', 'bonferroni', 'benjamini-hochberg'] as const;

/**
 * `holm` and `bonferroni` bound the chance of any false finding; `benjamini-hochberg` bounds the expected share of false ones among
 * the findings.
 */
export type Correction = (typeof CORRECTIONS)[number];

/**
 * p-values adjusted for m comparisons, in the order given. p(i) is the i-th smallest:
 * - `bonferroni`: min(1, m p)
 * - `holm`: max_{j ≤ i} min(1, (m − j + 1) p(j)). Source: Holm, Scand. J. Statist. 6 (1979).
 * - `benjamini-hochberg`: min_{j ≥ i} min(1, m p(j) / j). Source: Benjamini & Hochberg, JRSS B 57 (1995).
 *
 * Throws `NotANumberError` for a p-value that is NaN, and `InvalidOptionError` for one outside 0 … 1 and for an unknown correction.
 */
export function adjustPValues(pValues: ArrayLike<number>, correction: Correction = 'holm'): Float64Array {
  checkOneOf('correction', correction, CORRECTIONS);
  Array.from(pValues).forEach((p, i) => {
    if (Number.isNaN(p)) throw new NotANumberError(i, 'the p-values', 'value');
    if (!(p >= 0 && p <= 1)) throw new InvalidOptionError(`pValues[${i}]`, p, 'a number from 0 to 1');
  });
  const m = pValues.length;
  const p = Float64Array.from(pValues);
  if (correction === 'bonferroni') return p.map((value) => Math.min(1, m * value));
  const order = [...p.keys()].sort((i, j) => (p[i] as number) - (p[j] as number));
  const adjusted = new Float64Array(m);
  if (correction === 'holm') {
    let highest = 0;
    order.forEach((index, i) => {
      highest = Math.max(highest, Math.min(1, (m - i) * (p[index] as number)));
      adjusted[index] = highest;
    });
  } else {
    let lowest = 1;
    order.reverse().forEach((index, i) => {
      lowest = Math.min(lowest, (m * (p[index] as number)) / (m - i));
      adjusted[index] = lowest;
    });
  }
  return adjusted;
}
