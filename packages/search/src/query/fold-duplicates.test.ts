import { expect, it } from 'vitest';
import { foldDuplicates } from './fold-duplicates';

const encodings = (...images: number[][][]) => ({
  regions: {
    shape: [images.length, images[0]?.length ?? 0, 2],
    data: Float32Array.from(images.flat(2)),
  },
});
const [east, north] = [
  [1, 0],
  [0, 1],
];

it('counts a copy with the item above it', () => {
  const found = foldDuplicates(
    encodings(
      [east, north],
      [north, north],
      [
        [2, 0.01],
        [0, 2],
      ],
      [north, north],
    ),
    0.97,
  );
  expect(found).toEqual([
    { place: 0, duplicates: [2] },
    { place: 1, duplicates: [3] },
  ]);
});

it('the same regions at other places are another image', () => {
  expect(foldDuplicates(encodings([east, north], [north, east]), 0.97)).toHaveLength(2);
});

it('takes none', () => {
  expect(foldDuplicates({ regions: { shape: [0, 2, 2], data: new Float32Array(0) } }, 0.97)).toEqual([]);
});
