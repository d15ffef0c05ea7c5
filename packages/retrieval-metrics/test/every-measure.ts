import {
  averagePrecision,
  bpref,
  dcg,
  f1,
  hitRate,
  type Measure,
  type MeasureOptions,
  ndcg,
  precision,
  rbp,
  recall,
  reciprocalRank,
  rPrecision,
} from '../src/measures/index';

/** Every ranking measure, whole and at cut-offs that fall inside ties, over any positive grade and from grade 2. */
export const everyMeasure: readonly Measure[] = [{}, { at: 1 }, { at: 3 }, { at: 4 }, { at: 20 }].flatMap((cut) => [
  dcg({ ...cut, gain: 'exponential' }),
  ndcg(cut),
  ndcg({ ...cut, gain: 'exponential' }),
  ndcg({ ...cut, gain: 'binary' }),
  ...[{}, { relevantFrom: 2 }].flatMap((level) => measuresOf({ ...cut, ...level })),
]);

function measuresOf(options: MeasureOptions): Measure[] {
  return [
    averagePrecision(options),
    bpref(options),
    f1(options),
    hitRate(options),
    precision(options),
    rbp(options),
    rbp({ ...options, persistence: 0.5, gain: 'scaled' }),
    recall(options),
    reciprocalRank(options),
    rPrecision(options),
  ];
}
