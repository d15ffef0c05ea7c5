import { expect, test } from 'vitest';
import { foldWindows } from './fold-windows';

const at = (x: number, y: number, file = 'a.tif') => ({ file, window: { x, y, width: 256, height: 256 } });

test('the windows around an object are one result, and are counted', () => {
  const around = [at(256, 256), at(384, 256), at(128, 128), at(256, 384), at(384, 384), at(512, 256)];
  expect(foldWindows(around)).toEqual([
    { place: 0, overlapping: [1, 2, 3, 4] },
    { place: 5, overlapping: [] },
  ]);
});

test('windows side by side, of other scenes, or that overlap little are results of their own', () => {
  const apart = [at(0, 0), at(256, 0), at(0, 230), at(0, 0, 'b.tif'), { file: 'c.png' }, { file: 'c.png' }];
  expect(foldWindows(apart).map(({ overlapping }) => overlapping.length)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('windows of another size are compared by the smaller one', () => {
  const small = { file: 'a.tif', window: { x: 10, y: 10, width: 64, height: 64 } };
  expect(foldWindows([at(0, 0), small])).toHaveLength(1);
});
