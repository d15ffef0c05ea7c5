import { expect, test } from 'vitest';
import { planWindows, windowId } from './scene-window';

const starts = (length: number, size: number, overlap: number) =>
  planWindows(length, size, { size, overlap }).map(({ x }) => x);

test('windows cover a scene from edge to edge', () => {
  expect(starts(1024, 256, 0)).toEqual([0, 256, 512, 768]);
  expect(starts(600, 256, 0.5)).toEqual([0, 128, 256, 344]);
  expect(starts(257, 256, 0)).toEqual([0, 1]);
  for (const [length, overlap] of [
    [1000, 0.3],
    [257, 0.9],
    [513, 0],
  ] as const) {
    const found = starts(length, 256, overlap);
    expect(found.at(-1)).toBe(length - 256);
    expect(found.every((x, at) => at === 0 || x - (found[at - 1] as number) <= 256)).toBe(true);
  }
});

test('a scene that is smaller than a window is one window', () => {
  expect(planWindows(100, 80, { size: 256, overlap: 0.5 })).toEqual([{ x: 0, y: 0, width: 100, height: 80 }]);
});

test('20,480 × 20,480 pixels without overlap are 6,400 windows, row by row', () => {
  const windows = planWindows(20_480, 20_480, { size: 256, overlap: 0 });
  expect(windows).toHaveLength(6400);
  expect(windowId('s.tif', windows[81] as (typeof windows)[0])).toBe('s.tif#256,256,256,256');
});
