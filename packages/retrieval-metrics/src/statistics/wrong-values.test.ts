import { describe, expect, it } from 'vitest';
import { InvalidOptionError, NotANumberError, SizeMismatchError } from '../errors';
import { captionRelevance, crossModalIntervals, evaluateCrossModal, scoreMatrix } from '../index';
import { adjustPValues } from './adjust-p-values';
import { bootstrapInterval } from './bootstrap';
import { compareSystems } from './compare-systems';
import { pairedTTest } from './paired-t-test';
import { randomisationTest } from './randomisation-test';

/** Everything that takes values by query. */
const statistics: Readonly<Record<string, (values: number[]) => unknown>> = {
  'randomisationTest, first system': (values) => randomisationTest(values, [1, 1, 0]),
  'randomisationTest, second system': (values) => randomisationTest([1, 1, 0], values),
  'randomisationTest, both': (values) => randomisationTest(values, values),
  'randomisationTest, drawn': (values) => randomisationTest(values, [1, 1, 0], { permutations: 2 }),
  'pairedTTest, first system': (values) => pairedTTest(values, [1, 1, 0]),
  'pairedTTest, second system': (values) => pairedTTest([1, 1, 0], values),
  'compareSystems, randomisation': (values) => compare(values, 'randomisation'),
  'compareSystems, t': (values) => compare(values, 't'),
  bootstrapInterval,
};

function compare(values: number[], test: 'randomisation' | 't') {
  return compareSystems(
    [
      { name: 'bm25', values: [1, 1, 0] },
      { name: 'ours', values },
    ],
    { test },
  );
}

describe.each(Object.entries(statistics))('%s', (name, statistic) => {
  it('names the query whose value is NaN', () => {
    const error = expect.objectContaining({ code: 'RS_SAM_NOT_A_NUMBER', row: 1 });
    expect(() => statistic([1, Number.NaN, 0])).toThrow(error);
    expect(() => statistic([1, Number.NaN, 0])).toThrow(/query 1 .*NaN/);
    if (name.startsWith('compareSystems')) expect(() => statistic([1, Number.NaN, 0])).toThrow('system ours');
  });

  it('refuses values that are infinite, missing or no numbers', () => {
    for (const wrong of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined, null, '1']) {
      expect(() => statistic([1, wrong as number, 0])).toThrow(InvalidOptionError);
    }
  });

  it('refuses other numbers of queries, and none', () => {
    expect(() => statistic([])).toThrow(SizeMismatchError);
  });
});

it('a p-value that is NaN or no probability is refused', () => {
  for (const correction of ['holm', 'bonferroni', 'benjamini-hochberg'] as const) {
    expect(() => adjustPValues([0.1, Number.NaN], correction)).toThrow(NotANumberError);
    expect(() => adjustPValues([0.1, 1.1], correction)).toThrow('pValues[1]');
    expect(() => adjustPValues([-0.1], correction)).toThrow(InvalidOptionError);
  }
});

it('two systems of one name are refused', () => {
  const system = { name: 'a', values: [1, 2] };
  expect(() => compareSystems([system, { ...system }])).toThrow('different from those of the other systems');
});

it('a report with NaN has no intervals', () => {
  const report = evaluateCrossModal(scoreMatrix([[1]]), captionRelevance([0], 1), { ks: [1] });
  report.imageToText.perQuery.rank[0] = Number.NaN;
  expect(() => crossModalIntervals(report)).toThrow(NotANumberError);
});

it('the t-test does not depend on the unit of the values', () => {
  const { t, pValue } = pairedTTest([1, 2, 4], [0, 0, 1]);
  for (const unit of [1e200, 1e-200]) {
    const scaled = pairedTTest([unit, 2 * unit, 4 * unit], [0, 0, unit]);
    expect(scaled.t).toBeCloseTo(t, 12);
    expect(scaled.pValue).toBeCloseTo(pValue, 12);
  }
});
