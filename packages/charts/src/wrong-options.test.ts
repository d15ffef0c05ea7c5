import { describe, expect, it } from 'vitest';
import { barChart } from './bar-chart';
import { confusionMatrix } from './confusion-matrix';
import { InvalidOptionError, RsSamError } from './index';
import { lineChart } from './line-chart';
import { precisionRecallChart } from './precision-recall-chart';

// biome-ignore lint/suspicious/noExplicitAny: what plain JavaScript may pass.
type Chart = (options: any) => string;

const frame = { title: ['', 5, null], description: ['', 1], width: [0, '800', Number.NaN], height: [-1, '450'] };

/** Every chart with options that it accepts, and for each option values that it refuses. */
const charts: Readonly<Record<string, readonly [Chart, object, Readonly<Record<string, readonly unknown[]>>]>> = {
  barChart: [
    barChart,
    { title: 'Bars', categories: ['a'], series: [{ name: 'n', values: [1] }], valueLabel: 'v' },
    {
      ...frame,
      categories: ['a', [1]],
      series: [{ name: 'n', values: [1] }, [{ name: 'n' }], [{ values: [1] }]],
      valueLabel: ['', 0],
      maximum: [0, '100'],
      digits: [-1, 0.5, '1'],
    },
  ],
  lineChart: [
    lineChart,
    { title: 'Lines', series: [{ name: 'n', points: [[1, 2]] }], xLabel: 'x', yLabel: 'y' },
    { ...frame, series: [5, [{ name: 'n', values: [1] }]], xLabel: ['', 1], yLabel: ['', 1] },
  ],
  precisionRecallChart: [
    precisionRecallChart,
    { title: 'Curve', series: [{ name: 'n', curve: [{ recall: 0, precision: 1 }] }] },
    { ...frame, series: [5, [{ name: 'n' }], [{ name: 'n', curve: [[0, 1]] }], [{ curve: [] }], [null]] },
  ],
  confusionMatrix: [
    confusionMatrix,
    { title: 'Matrix', classNames: ['a'], counts: [[3]] },
    { ...frame, classNames: ['a', [0]], counts: [3, [3], [['3']], [[-1]]] },
  ],
};

describe.each(Object.entries(charts))('%s', (_, [chart, good, refused]) => {
  const wrong = Object.entries(refused).flatMap(([option, values]) => values.map((value) => [option, value] as const));
  it.each(wrong)('refuses %s = %j', (option, value) => {
    expect(() => chart({ ...good, [option]: value })).toThrow(expect.objectContaining({ option }));
    expect(() => chart({ ...good, [option]: value })).toThrow(InvalidOptionError);
  });

  it.each(Object.keys(refused))('refuses a misspelt %s, and lists the options', (option) => {
    expect(() => chart({ ...good, [`${option}s`]: 1 })).toThrow(Object.keys(refused).at(-1));
  });

  it.each(Object.keys(good))('refuses to draw without %s', (option) => {
    expect(() => chart({ ...good, [option]: undefined })).toThrow(expect.objectContaining({ option }));
  });

  it('throws errors of one family', () => {
    expect(() => chart(undefined)).toThrow(RsSamError);
  });
});
