import { prepareBackend } from '@rs-sam/tfjs-backend';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { imagePixels } from './image-pixels';

beforeAll(async () => {
  await prepareBackend({ engine: 'wasm' });
});

it('takes the colours of an image and leaves its transparency', async () => {
  const data = Uint8Array.from([10, 20, 30, 255, 40, 50, 60, 0, 70, 80, 90, 128, 1, 2, 3, 4]);
  const before = memory().numTensors;
  const pixels = await imagePixels({ data, width: 2, height: 2 }, 2);
  expect([pixels.shape, pixels.dtype]).toEqual([[1, 2, 2, 3], 'float32']);
  expect([...pixels.dataSync()]).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 1, 2, 3]);
  pixels.dispose();
  expect(memory().numTensors).toBe(before);
});

it('does not resize outside a browser', async () => {
  const image = { data: new Uint8Array(16), width: 4, height: 1 };
  await expect(imagePixels(image, 2)).rejects.toThrow('4 × 1 pixels, and the network takes 2 × 2');
});
