import { checkOptions, matching, nonNegative } from '@rs-sam/foundation/options';
import { InvalidOptionError } from '../errors';
import type { RankedQuery } from '../ranking/ranked-query';
import { defineMeasure, type Measure, placedGroups, relevantOf } from './measure';

export interface InterpolatedOptions {
  /** The level of recall, from 0 to 1. */
  readonly recall: number;
  /** The lowest grade that counts as relevant. Default: every grade above 0. */
  readonly relevantFrom?: number;
}

const recallRule = matching('a number from 0 to 1', (value) => typeof value === 'number' && value >= 0 && value <= 1);

/**
 * IPrec@r = max of P@i over all places i with at least round(r · R) relevant items among the first i, 0 where the ranking has fewer.
 * Its mean over the levels 0, 0.1, …, 1 is the 11-point average.
 *
 * The maximum has no closed form over the orders of a tie. A tie of relevant and other items under `expected` throws
 * `InvalidOptionError`: rank with a policy that orders equal scores, such as `id-descending`.
 * Source: trec_eval 10 `iprec_at_recall` (trec_eval 9 rounds r · R another way: ⌊r · R + 0.9⌋); Manning, Raghavan & Schütze 2008, ch. 8.4.
 */
export function interpolatedPrecision(options: InterpolatedOptions): Measure {
  checkOptions('interpolatedPrecision', { recall: recallRule, relevantFrom: nonNegative }, options, ['recall']);
  const { recall, relevantFrom: from = 0 } = options;
  const measure = defineMeasure('IPrec', { relevantFrom: from }, (query, _, relevantFrom) => {
    const needed = Math.round(recall * relevantOf(query.grades, relevantFrom));
    let highest = 0;
    let hits = 0;
    for (const { before, size, grades } of placedGroups(query, Number.POSITIVE_INFINITY)) {
      const relevant = relevantOf(grades, relevantFrom);
      if (relevant > 0 && relevant < size) throw tieError(query);
      for (let place = 1; place <= relevant; place++) {
        hits++;
        if (hits >= needed) highest = Math.max(highest, hits / (before + place));
      }
    }
    return highest;
  });
  return { ...measure, name: `${measure.name}@${recall}` };
}

function tieError({ id }: RankedQuery): InvalidOptionError {
  return new InvalidOptionError(
    'ties',
    'expected',
    `a policy that orders equal scores, such as 'id-descending': query ${id} has a tie of relevant and other items`,
  );
}
