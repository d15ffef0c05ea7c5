import { expect, it } from 'vitest';
import { packVector, unpackVector } from './packed-vector';

it('has two numbers in a byte, the first in the low half', () => {
  // With the largest step s = 1/7.5, 1 is 15 and −1 is 0; 0.1 is ⌊0.75⌋ + 8.
  expect([...packVector(Float32Array.of(1, -1, 0.1))]).toEqual([0x0f, 0x08]);
  expect([...unpackVector(Uint8Array.of(0x0f, 0x08), 3)]).toEqual([7.5, -7.5, 0.5]);
});

it('lets one large number be cut, where the others gain more', () => {
  const vector = Float32Array.from({ length: 100 }, (_, i) => (i === 0 ? 1 : Math.sin(i) / 2));
  const found = unpackVector(packVector(vector), 100);
  const cosine = (of: Float32Array) =>
    of.reduce((sum, value, i) => sum + value * (vector[i] as number), 0) / Math.hypot(...of) / Math.hypot(...vector);
  const uncut = vector.map((value) => Math.floor(value * 7.5) + 0.5);
  expect(cosine(found)).toBeGreaterThan(cosine(uncut));
  expect(cosine(found)).toBeGreaterThan(0.99);
});
