import { describe, expect, it } from 'vitest';
import { barChart } from './bar-chart';
import { ChartError } from './chart-error';
import { confusionMatrix } from './confusion-matrix';
import { lineChart } from './line-chart';

const draw = {
  bars: () =>
    barChart({
      title: 'Beach & <sea>',
      categories: ['beach', 'river'],
      series: [
        { name: 'ours', values: [97.25, 50] },
        { name: 'theirs', values: [91, 62.5] },
      ],
      valueLabel: 'Accuracy (%)',
      digits: 1,
    }),
  lines: () =>
    lineChart({
      title: 'Loss',
      series: [
        {
          name: 'seed 1',
          points: [
            [1, 0.5],
            [2, 0.25],
          ],
        },
      ],
      xLabel: 'Epoch',
      yLabel: 'Loss',
    }),
  matrix: () =>
    confusionMatrix({
      title: 'Confusion',
      classNames: ['beach', 'river'],
      counts: [
        [9, 1],
        [0, 10],
      ],
    }),
};

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe.each(Object.entries(draw))('%s', (_, chart) => {
  it('gives the same text every time', () => {
    const first = chart();
    for (const other of Object.values(draw)) other();
    expect(chart()).toBe(first);
  });

  it('is an image with a name and a description, in letters of at least 13 pixels', () => {
    const svg = chart();
    expect(svg).toMatch(/^<svg [^>]*role="img">\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/);
    const sizes = [...svg.matchAll(/font-size:(\d+)px/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(13);
  });
});

describe('barChart', () => {
  it('writes every category and value, and escapes the title', () => {
    const svg = draw.bars();
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['beach', 'river', '97.3', '50.0', '91.0', '62.5', 'ours', 'theirs']),
    );
    expect(svg).toContain('<title>Beach &amp; &lt;sea&gt;</title>');
    expect(svg).toContain('ours: beach 97.3, river 50.0.');
  });

  it('draws bars in proportion', () => {
    const svg = barChart({
      title: 'Bars',
      categories: ['a', 'b'],
      series: [{ name: 'n', values: [80, 40] }],
      valueLabel: 'n',
      maximum: 100,
    });
    const widths = [...svg.matchAll(/<path d="M([\d.]+) [\d.]+l([\d.]+) 0[^>]*fill="#0072B2"/g)].map(([, , width]) =>
      Number(width),
    );
    expect(widths).toHaveLength(2);
    expect((widths[0] as number) / (widths[1] as number)).toBeCloseTo(2, 2);
  });

  it('refuses a value that is missing or not finite', () => {
    const bars = (values: number[]) =>
      barChart({ title: 'x', categories: ['a', 'b'], series: [{ name: 'n', values }], valueLabel: 'v' });
    expect(() => bars([1])).toThrow(ChartError);
    expect(() => bars([1, Number.NaN])).toThrow('"n" needs one finite number for each of the 2 categories');
  });
});

describe('lineChart', () => {
  it('refuses a point that is not finite, with its place', () => {
    const points = [[1, Number.POSITIVE_INFINITY]] as const;
    const chart = () => lineChart({ title: 'x', series: [{ name: 'n', points }], xLabel: 'x', yLabel: 'y' });
    expect(chart).toThrow('"n" has the point (1, Infinity)');
  });
});

describe('confusionMatrix', () => {
  it('writes the counts above 0 and says what is confused most', () => {
    const svg = draw.matrix();
    expect(texts(svg)).toEqual(expect.arrayContaining(['9', '1', '10']));
    expect(texts(svg)).not.toContain('0');
    expect(svg).toContain('19 of 20 correct. Most often: beach predicted as river (1).');
  });

  it('refuses counts that are not square', () => {
    expect(() => confusionMatrix({ title: 'x', classNames: ['a'], counts: [[1, 2]] })).toThrow(ChartError);
  });
});
