import { checkOptions, matching } from '@rs-sam/foundation/options';
import { interpolatedPrecision } from '../measures/interpolated-precision';
import { measureRules } from '../measures/measure';
import { emptyRule } from '../option-rules';
import type { EmptyPolicy } from '../tie-policy';
import { evaluateRankings } from './evaluate-rankings';
import type { RankedQuery } from './ranked-query';

/** One point of a curve. */
export interface CurvePoint {
  readonly recall: number;
  readonly precision: number;
}

const ELEVEN = Array.from({ length: 11 }, (_, i) => i / 10);

const rules = {
  levels: matching(
    'a list of numbers from 0 to 1',
    (value) => Array.isArray(value) && value.length > 0 && value.every((level) => level >= 0 && level <= 1),
  ),
  relevantFrom: measureRules.relevantFrom,
  empty: emptyRule,
};

/**
 * The mean interpolated precision over queries at the levels of recall 0, 0.1, …, 1, for `precisionRecallChart` of `@rs-sam/charts`.
 * Throws as `interpolatedPrecision` and `evaluateRankings`.
 *
 * @example
 * const curve = interpolatedCurve(rankRun(run, qrels));
 * console.log(curve.length, curve[0].precision); // 11 0.5
 */
export function interpolatedCurve(
  ranked: readonly RankedQuery[],
  options: {
    /** Default 0, 0.1, …, 1. */
    readonly levels?: readonly number[];
    readonly relevantFrom?: number;
    /** As in `evaluateRankings`. Default `error`. */
    readonly empty?: EmptyPolicy;
  } = {},
): CurvePoint[] {
  checkOptions('interpolatedCurve', rules, options);
  const { levels = ELEVEN, empty, ...rest } = options;
  const measures = levels.map((recall) => interpolatedPrecision({ recall, ...rest }));
  const reports = evaluateRankings(ranked, measures, empty === undefined ? {} : { empty });
  return reports.map(({ mean }, i) => ({ recall: levels[i] as number, precision: mean }));
}
