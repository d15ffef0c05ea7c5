import { expect, it } from 'vitest';
import { phraseShares } from './attention-share';

// An image of 4 × 4 pixels in 2 × 2 cells; the plane covers the upper left cell and half of the one beside it.
const scene = {
  size: 4,
  objects: [
    { id: 'plane', kind: 'plane', colour: 'white', box: { x: 0, y: 0, width: 3, height: 2 } },
    { id: 'tree', kind: 'tree', colour: null, box: { x: 2, y: 2, width: 2, height: 2 } },
  ],
};
const caption = {
  text: 'A white plane , and a tree .',
  mentions: [
    { start: 0, end: 3, objects: ['plane'] },
    { start: 5, end: 7, objects: ['tree'] },
  ],
};
const even = [0.25, 0.25, 0.25, 0.25];

it('sums the attention on the boxes: a half-covered cell counts half, words of a phrase are averaged', () => {
  const weights = [even, [0.5, 0.5, 0, 0], [1, 0, 0, 0], even, even, [0, 0, 0, 1]];
  const words = ['a', 'white', 'plane', 'and', 'a', 'tree'];
  const [plane, tree] = phraseShares(scene, caption, { words, weights, grid: [2, 2] });
  expect(plane).toEqual({ phrase: 'A white plane', share: expect.closeTo((0.375 + 0.75 + 1) / 3), chance: 0.375 });
  expect(tree).toEqual({ phrase: 'a tree', share: expect.closeTo((0.25 + 1) / 2), chance: 0.25 });
});

it('equals chance for even attention, and is empty for regions that are not a grid', () => {
  const words = ['a', 'white', 'plane', 'and', 'a', 'tree'];
  const weights = words.map(() => even);
  for (const { share, chance } of phraseShares(scene, caption, { words, weights, grid: [2, 2] })) {
    expect(share).toBeCloseTo(chance, 12);
  }
  expect(phraseShares(scene, caption, { words, weights, grid: null })).toEqual([]);
});
