import { seededRandom } from '@rs-sam/foundation/random';
import { expect, it } from 'vitest';
import { graphQuery, graphVectors, longestOf, normOf } from './graph-vectors';

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);

it('makes products the cosines of vectors of one length', () => {
  const random = seededRandom('graph');
  const [count, width] = [20, 5];
  const vectors = Float32Array.from({ length: count * width }, () => random() - 0.5);
  const query = Float32Array.from({ length: width }, () => random() - 0.5);
  const longest = longestOf(vectors, width);
  const longer = graphVectors(vectors, width, 'product', longest);
  const asked = graphQuery(query, 'product');
  for (let row = 0; row < count; row++) {
    const vector = longer.subarray(row * (width + 1), (row + 1) * (width + 1));
    expect(normOf(vector)).toBeCloseTo(longest, 6);
    const product = dot(vectors.subarray(row * width, (row + 1) * width), query);
    expect(dot(vector, asked) / normOf(asked)).toBeCloseTo(product / normOf(query), 6);
  }
});

it('leaves cosines as they are', () => {
  const vectors = Float32Array.of(1, 2, 3, 4);
  expect(graphVectors(vectors, 2, 'cosine', 5)).toBe(vectors);
  expect([...graphQuery(vectors, 'cosine')]).toEqual([1, 2, 3, 4]);
});
