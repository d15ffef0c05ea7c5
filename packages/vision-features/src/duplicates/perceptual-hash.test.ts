import { expect, it } from 'vitest';
import { randomFrame } from '../../test/random-frame';
import { VIEWS, viewPixels } from '../images/view';
import { bitCount } from './bit-count';
import { FRAME_SIZE } from './grey-frame';
import { HASH_WORDS, perceptualHashes } from './perceptual-hash';

const frame = randomFrame(1);
const hashes = perceptualHashes(frame);
const hashOf = (all: Int32Array, view: number) => [...all.subarray(view * HASH_WORDS, (view + 1) * HASH_WORDS)];
const bitsBetween = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, word, i) => sum + bitCount(word ^ (b[i] as number)), 0);

it('has the hash of each view of the image', () => {
  for (const [i, view] of VIEWS.entries()) {
    const turned = perceptualHashes({ ...frame, grey: viewPixels(frame.grey, FRAME_SIZE, view) });
    expect(hashOf(turned, 0)).toEqual(hashOf(hashes, i));
  }
});

it('does not change with brightness and contrast, and differs in half of the bits between images', () => {
  const brighter = perceptualHashes({ ...frame, grey: frame.grey.map((value) => 0.4 * value + 90) });
  expect(brighter).toEqual(hashes);
  const distances = [2, 3, 4, 5, 6].map((seed) =>
    bitsBetween(hashOf(perceptualHashes(randomFrame(seed)), 0), hashOf(hashes, 0)),
  );
  for (const distance of distances) expect(Math.abs(distance - 31.5)).toBeLessThan(14);
});

it('counts bits', () => {
  expect([0, 1, -1, 0x80000000 | 0, 0x0f0f0f0f].map(bitCount)).toEqual([0, 1, 32, 1, 16]);
});
