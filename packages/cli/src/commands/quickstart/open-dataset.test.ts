import { partOf } from '@rs-sam/datasets/splits';
import { syntheticDataset } from '@rs-sam/datasets/synthetic';
import { expect, it } from 'vitest';
import { withSplit } from './open-dataset';

const { dataset } = syntheticDataset({ images: 40, seed: 1, classes: ['airport', 'beach'] });
const sizes = (of: typeof dataset) => ['train', 'val', 'test'].map((part) => partOf(of, part).images.length);

it('keeps a split that has all three parts', () => {
  expect(withSplit(dataset)).toBe(dataset);
});

it('makes a split if a part is missing: 80 % train, 10 % val, 10 % test, each image once, always the same', () => {
  const images = dataset.images.map((image) => ({ ...image, split: image.split === 'val' ? null : image.split }));
  const split = withSplit({ images });
  expect(sizes(split)).toEqual([32, 4, 4]);
  expect(withSplit({ images })).toEqual(split);
});
