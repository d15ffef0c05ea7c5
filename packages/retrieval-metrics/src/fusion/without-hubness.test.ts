import { expect, it } from 'vitest';
import { NotANumberError, SizeMismatchError } from '../errors';
import { scoreMatrix } from '../score-matrix';
import { withoutHubness } from './without-hubness';

// Two images, three captions; the second image is a hub: it is near to every caption of the bank.
const scores = scoreMatrix([0.5, 0.4, 0.1, 0.6, 0.3, 0.2], 2, 3);
const toCaptions = scoreMatrix([0.1, 0.2, 0.0, 0.6, 0.8, 0.1], 2, 3);
const toImages = scoreMatrix([0.2, 0.2, 0.2, 0.4, 0.0, 0.0], 2, 3);

it('takes half of the mean of the k nearest of the bank off, of both items', () => {
  const corrected = withoutHubness(scores, { toCaptions, toImages, neighbours: 2 });
  // r of the images 0.15 and 0.7, of the captions 0.3, 0.1, 0.1.
  const rows = [0, 1].map((index) => Array.from(corrected.row(index), (value) => Number(value.toFixed(12))));
  expect(rows).toEqual([
    [0.275, 0.275, -0.025],
    [0.1, -0.1, -0.2],
  ]);
});

it('counts a whole bank that is smaller than k, and 10 of a larger one', () => {
  const small = withoutHubness(scores, { toCaptions, toImages });
  expect(small.row(0)[0]).toBeCloseTo(0.5 - (0.1 + 0.3) / 2, 12);
  const eleven = scoreMatrix(
    Float64Array.from({ length: 22 }, (_, i) => i % 11),
    2,
    11,
  );
  const large = withoutHubness(scores, { toCaptions: eleven, toImages });
  expect(large.row(0)[0]).toBeCloseTo(0.5 - (5.5 + 0.3) / 2, 12);
});

it('keeps the order of images for a caption where no image is nearer to the bank than another', () => {
  const even = scoreMatrix([0.2, 0.3, 0.3, 0.2], 2, 2);
  const corrected = withoutHubness(scores, { toCaptions: even, toImages });
  for (const column of [0, 1, 2]) {
    const difference = (corrected.row(1)[column] as number) - (corrected.row(0)[column] as number);
    expect(difference).toBeCloseTo(scores.at(1, column) - scores.at(0, column), 12);
  }
});

it('refuses a bank of other items, NaN and k below 1', () => {
  expect(() => withoutHubness(scores, { toCaptions: toImages, toImages: scoreMatrix([1], 1, 1) })).toThrow(
    SizeMismatchError,
  );
  expect(() => withoutHubness(scores, { toCaptions: scoreMatrix([1], 1, 1), toImages })).toThrow(SizeMismatchError);
  expect(() => withoutHubness(scores, { toCaptions: scoreMatrix([1, NaN], 2, 1), toImages })).toThrow(NotANumberError);
  expect(() => withoutHubness(scores, { toCaptions, toImages, neighbours: 0 })).toThrow('neighbours');
});
