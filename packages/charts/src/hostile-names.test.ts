import { describe, expect, it } from 'vitest';
import { barChart } from './bar-chart';
import { confusionMatrix } from './confusion-matrix';
import { lineChart } from './line-chart';

/** Names that JavaScript, echarts or this package use themselves. */
const TAKEN = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...[
    'prototype',
    'mean',
    'series 0',
    'zr0-cls-0',
    'chart-0',
    'name',
    'value',
    '{value}',
    '{a|b}',
    'null',
    'NaN',
    '-',
    '1',
  ],
];
/** Characters that XML 1.0 does not have, escaped or not. */
const FORBIDDEN = ['\u0000', '\u0008', '\u000b', '\u001b', '\u007f', '\u009b', '\ud800', '\ufffe', '\uffff'];

const draw = {
  categories: (names: readonly string[]) =>
    barChart({
      title: 'T',
      categories: names,
      series: [{ name: 's', values: names.map((_, i) => i + 1) }],
      valueLabel: 'v',
    }),
  bars: (names: readonly string[]) =>
    barChart({
      title: 'T',
      categories: ['c'],
      series: names.map((name, i) => ({ name, values: [i + 1] })),
      valueLabel: 'v',
    }),
  lines: (names: readonly string[]) =>
    lineChart({
      title: 'T',
      series: names.map((name, i) => ({ name, points: [[0, i] as const, [1, 2 * i] as const] })),
      xLabel: 'x',
      yLabel: 'y',
    }),
  classes: (names: readonly string[]) =>
    confusionMatrix({ title: 'T', classNames: names, counts: names.map((_, i) => names.map((_, j) => i + j)) }),
  frames: ([name = '', other = '']: readonly string[]) =>
    lineChart({
      title: name,
      description: other,
      series: [
        {
          name: other,
          points: [
            [0, 1],
            [1, 2],
          ],
        },
      ],
      xLabel: name,
      yLabel: other,
    }),
};

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
const coloursOf = (svg: string) => [...svg.matchAll(/(?:stroke|fill)="(#[0-9A-F]{6})"/g)].map(([, colour]) => colour);

describe.each(Object.entries(draw))('%s', (_, chart) => {
  it.each(TAKEN)('draws %s under its own name', (name) => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const svg = chart([name, 'other']);
    expect(texts(svg)).toContain(name);
    expect(texts(svg)).toContain('other');
    // The same marks in the same colours as for any other name.
    expect(coloursOf(svg)).toEqual(coloursOf(chart(['a name', 'other'])));
    expect(svg.match(/<[^>]*>/g)?.join()).not.toMatch(/NaN|undefined|\[object/);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
    for (const inherited of [Object, Object.prototype.toString]) expect(Object.keys(inherited)).toEqual([]);
  });

  it('draws two of the same name as two', () => {
    expect(coloursOf(chart(['twin', 'twin']))).toEqual(coloursOf(chart(['twin', 'other'])));
  });

  it('is a document of XML 1.0, whatever characters a name has', () => {
    const svg = chart(FORBIDDEN.map((character, i) => `${i}<&"'>${character}]]>`));
    expect(svg).not.toMatch(/[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]/);
    expect(svg).toContain('\ufffd');
    expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<]|&(?!amp;|lt;|gt;|quot;|#\d+;)/);
  });
});
