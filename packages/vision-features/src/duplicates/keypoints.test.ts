import { expect, it } from 'vitest';
import { randomFrame } from '../../test/random-frame';
import { FRAME_SIZE, greyFrame } from './grey-frame';
import { keypointsOf } from './keypoints';

/** Blobs exp(−r² / 2σ²) on grey; the scale space has its extremum at σ of the blob. */
function blobs(places: readonly { readonly x: number; readonly y: number; readonly sigma: number }[]) {
  const grey = new Float32Array(FRAME_SIZE ** 2);
  for (let y = 0; y < FRAME_SIZE; y++) {
    for (let x = 0; x < FRAME_SIZE; x++) {
      const sum = places.reduce(
        (light, one) =>
          light + 80 * Math.exp(-((x + 0.5 - one.x) ** 2 + (y + 0.5 - one.y) ** 2) / (2 * one.sigma ** 2)),
        60,
      );
      grey[y * FRAME_SIZE + x] = sum;
    }
  }
  return { grey, width: FRAME_SIZE, height: FRAME_SIZE };
}

it('finds blobs at their places and scales', () => {
  const planted = [
    { x: 50.3, y: 60.8, sigma: 3 },
    { x: 120, y: 90.5, sigma: 5 },
    { x: 60, y: 130, sigma: 10 },
  ];
  const { count, x, y, scale } = keypointsOf(blobs(planted));
  for (const blob of planted) {
    const near = [...Array(count).keys()].filter(
      (i) => Math.hypot((x[i] as number) - blob.x, (y[i] as number) - blob.y) < 0.5,
    );
    expect(near.length).toBeGreaterThan(0);
    const errors = near.map((i) => Math.abs((scale[i] as number) - Math.log2(blob.sigma)));
    expect(Math.min(...errors)).toBeLessThan(0.3);
  }
});

it('finds none in an image of one colour, and none on a straight edge', () => {
  const flat = greyFrame(new Uint8Array(FRAME_SIZE ** 2 * 3).fill(90), FRAME_SIZE, FRAME_SIZE);
  expect(keypointsOf(flat).count).toBe(0);
  const edge = { ...flat, grey: flat.grey.map((_, i) => (i % FRAME_SIZE < 80 ? 40 : 200)) };
  expect(keypointsOf(edge).count).toBe(0);
});

it('finds none beside an image that is not square', () => {
  const { grey } = randomFrame(2);
  const pixels = Uint8Array.from({ length: FRAME_SIZE * 96 * 3 }, (_, i) => grey[Math.floor(i / 3)] as number);
  const { count, y } = keypointsOf(greyFrame(pixels, FRAME_SIZE, 96));
  expect(count).toBeGreaterThan(50);
  expect(Math.max(...y)).toBeLessThan(96);
});
