import { prepareBackend } from '@rs-sam/tfjs-backend';
import { tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { inceptionPreprocessing, resNetPreprocessing } from '../backbones/preprocessing';
import { preprocess } from './preprocess';

beforeAll(async () => {
  await prepareBackend({ engine: 'wasm' });
});

const pixel = () => tensor4d([255, 127.5, 0], [1, 1, 1, 3]);

it('Inception sees −1 … 1', () => {
  expect([...preprocess(pixel(), inceptionPreprocessing).dataSync()]).toEqual([1, 0, -1]);
});

it("ResNet sees blue first, less ImageNet's mean", () => {
  const seen = preprocess(pixel(), resNetPreprocessing).dataSync();
  [0 - 103.939, 127.5 - 116.779, 255 - 123.68].forEach((value, i) => {
    expect(seen[i]).toBeCloseTo(value, 4);
  });
});
