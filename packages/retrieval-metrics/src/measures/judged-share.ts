import { checkOptions } from '@rs-sam/foundation/options';
import { type Measure, measureRules, placedGroups, retrievedOf } from './measure';

const rules = { at: measureRules.at };

/**
 * Judged@k = |judged in the first k| / min(k, |retrieved|): how much of a ranking the judgements cover. A low share means that the other
 * measures count unjudged items as irrelevant, or that the run is of another collection. 0 where nothing is retrieved.
 * Source: ir_measures `Judged@k`.
 */
export function judgedShare(options: { readonly at?: number } = {}): Measure {
  checkOptions('judgedShare', rules, options);
  const { at = Number.POSITIVE_INFINITY } = options;
  return {
    name: `Judged${at === Number.POSITIVE_INFINITY ? '' : `@${at}`}`,
    relevantFrom: 0,
    countsEmpty: true,
    of(query) {
      const places = Math.min(at, retrievedOf(query));
      let judged = 0;
      for (const { before, size, grades, irrelevant } of placedGroups(query, places)) {
        judged += ((grades.length + irrelevant) * Math.min(places - before, size)) / size;
      }
      return places === 0 ? 0 : judged / places;
    },
  };
}
