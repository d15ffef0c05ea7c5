import { checkOptions } from '@rs-sam/foundation/options';
import { betweenZeroAndOne } from '../option-rules';
import { type Gain, gainName, gainOf, gainRule } from './gain';
import { defineMeasure, type Measure, type MeasureOptions, measureRules, placedGroups } from './measure';

const rules = { ...measureRules, persistence: betweenZeroAndOne, gain: gainRule(['scaled']) };

export interface RbpOptions extends MeasureOptions {
  /** The probability p that a user looks at the next item. Default 0.8. */
  readonly persistence?: number;
  /**
   * Default `binary`, the published definition. `scaled` is grade / (highest grade of the query), as in trec_eval 10 (with p 0.9);
   * `linear` is the grade itself, as in ranx, and can exceed 1.
   */
  readonly gain?: Gain | 'scaled';
}

/**
 * RBP@k = (1 − p) Σ_{i ≤ k} gain_i · p^(i − 1). In a tie every place has the mean gain of the tied items, and their weights sum to
 * p^b − p^(b + n) for n places after b items.
 * Source: Moffat & Zobel, ACM TOIS 27 (2008).
 */
export function rbp(options: RbpOptions = {}): Measure {
  checkOptions('rbp', rules, options);
  const { persistence = 0.8, gain = 'binary', ...rest } = options;
  const named = gainName(gain, 'binary');
  const name = `RBP(p=${persistence}${named && `,${named}`})`;
  return defineMeasure(name, rest, (query, at, relevantFrom) => {
    const highest = query.grades[0] as number;
    let sum = 0;
    for (const { before, size, grades } of placedGroups(query, at)) {
      const gains = grades
        .filter((grade) => grade >= relevantFrom)
        .map((grade) => (gain === 'scaled' ? grade / highest : gainOf(grade, gain)));
      const weight = persistence ** before - persistence ** Math.min(before + size, at);
      sum += (gains.reduce((total, value) => total + value, 0) * weight) / size;
    }
    return sum;
  });
}
