import { describe, expect, it } from 'vitest';
import { renderHeatMap } from './render-heat-map';
import { standOutBoxes } from './stand-out-boxes';
import { meanMap } from './word-maps';

describe('standOutBoxes', () => {
  it('one box for cells that touch, the strongest group first', () => {
    // prettier-ignore
    const map = [0, 0, 0, 0, 9, 8, 0, 0, 0, 7, 0, 0, 0, 0, 0, 9];
    expect(standOutBoxes(map, [4, 4])).toEqual([
      { x: 0, y: 0.25, width: 0.5, height: 0.5, weight: 24 / 33 },
      { x: 0.75, y: 0.75, width: 0.25, height: 0.25, weight: 9 / 33 },
    ]);
  });

  it('cells that touch by a corner are two groups', () => {
    expect(standOutBoxes([9, 0, 0, 0, 9, 0, 0, 0, 0], [3, 3])).toHaveLength(2);
  });

  it('a flat map has none, also with rounding', () => {
    expect(standOutBoxes([0.25, 0.25, 0.25, 0.25], [2, 2])).toEqual([]);
    expect(standOutBoxes([0.1 + 0.2, 0.3, 0.3, 0.3], [2, 2])).toEqual([]);
    expect(standOutBoxes([0, 0, 0, 0], [2, 2])).toEqual([]);
  });
});

it('meanMap is the mean over the words', () => {
  const weights = [
    [0.5, 0.5],
    [1, 0],
  ];
  expect(meanMap({ words: ['a', 'b'], grid: [1, 2], weights })).toEqual([0.75, 0.25]);
});

describe('renderHeatMap', () => {
  it('covers what has little attention, and draws boxes', () => {
    const boxes = [{ x: 0.5, y: 0, width: 0.5, height: 1, weight: 1 }];
    const svg = renderHeatMap([0.2, 0.8], [1, 2], { width: 20, height: 10, boxes });
    expect(svg).toContain('<rect x="0" y="0" width="10" height="10" fill-opacity="0.563"/>');
    expect(svg).toContain('<rect x="10" y="0" width="10" height="10" fill-opacity="0"/>');
    expect(svg).toContain(
      '<g fill="none" stroke="#ffb000" stroke-width="2"><rect x="10" y="0" width="10" height="10"/></g>',
    );
  });

  it('texts cannot break out', () => {
    const svg = renderHeatMap([1], [1, 1], { width: 1, height: 1, title: '<b>"', image: 'a"><script>' });
    expect(svg).toContain('<title>&lt;b&gt;&quot;</title>');
    expect(svg).not.toContain('<script>');
  });
});
