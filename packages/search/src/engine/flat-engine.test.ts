import { seededRandom } from '@rs-sam/foundation/random';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bestOf } from './best-of';
import { flatEngine } from './flat-engine';

const random = seededRandom('flat');
const floats = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);
const all = { measure: 'product', allowed: null } as const;

describe('bestOf', () => {
  it('keeps the largest, of equal ones the first', () => {
    const values = [3, 1, 3, 2, 5, 3];
    const best = bestOf(4);
    for (const [index, value] of values.entries()) best.offer(index, value);
    expect([...best.sorted().indices]).toEqual([4, 0, 2, 5]);
    expect(best.least).toBe(3);
  });

  it('agrees with sorting', () => {
    const values = [...floats(500)].map((value) => Math.round(20 * value));
    const best = bestOf(60);
    for (const [index, value] of values.entries()) best.offer(index, value);
    const sorted = values
      .map((value, index) => ({ value, index }))
      .sort((a, b) => b.value - a.value || a.index - b.index);
    expect([...best.sorted().indices]).toEqual(sorted.slice(0, 60).map(({ index }) => index));
  });

  it('may want none, or more than there are', () => {
    const none = bestOf(0);
    none.offer(0, 1);
    expect(none.sorted().indices).toHaveLength(0);
    const few = bestOf(5);
    few.offer(7, -1);
    expect([...few.sorted().indices]).toEqual([7]);
  });
});

describe('flatEngine', () => {
  beforeAll(() => prepareBackend({ engine: 'wasm' }));
  const [size, width] = [50, 7];
  const vectors = floats(size * width);
  const vector = floats(width);
  const product = (index: number) =>
    vector.reduce((sum, value, k) => sum + value * (vectors[index * width + k] as number), 0);
  const ranked = (of: (index: number) => number, among = Array.from({ length: size }, (_, index) => index)) =>
    [...among].sort((a, b) => of(b) - of(a));

  it('finds the largest products', async () => {
    const { indices, likeness } = await flatEngine(vectors, width).nearest({ ...all, vector, count: 10 });
    expect([...indices]).toEqual(ranked(product).slice(0, 10));
    expect(likeness[0]).toBeCloseTo(product(indices[0] as number), 6);
  });

  it('finds the largest cosines', async () => {
    const length = (index: number) => Math.hypot(...vectors.subarray(index * width, (index + 1) * width));
    const { indices, likeness } = await flatEngine(vectors, width).nearest({
      ...all,
      vector,
      count: 10,
      measure: 'cosine',
    });
    expect([...indices]).toEqual(ranked((index) => product(index) / length(index)).slice(0, 10));
    const first = indices[0] as number;
    expect(likeness[0]).toBeCloseTo(product(first) / length(first) / Math.hypot(...vector), 6);
  });

  it('looks only at what is allowed, before the cut', async () => {
    const few = ranked(product).slice(-5);
    const allowed = new Uint8Array(size);
    for (const index of few) allowed[index] = 1;
    const { indices } = await flatEngine(vectors, width).nearest({ vector, count: 5, measure: 'product', allowed });
    expect([...indices]).toEqual(few);
  });

  it('keeps the vectors in the memory of the engine until it is closed, unless they are many', async () => {
    const before = memory().numTensors;
    const kept = flatEngine(vectors, width);
    const first = await kept.nearest({ ...all, vector, count: 10 });
    expect(memory().numTensors).toBe(before + 1);
    expect(await kept.nearest({ ...all, vector, count: 10 })).toEqual(first);
    kept.close();
    expect(memory().numTensors).toBe(before);
    const copied = flatEngine(vectors, width, { kept: 10 });
    for (let query = 0; query < 2; query++) expect(await copied.nearest({ ...all, vector, count: 10 })).toEqual(first);
    expect(memory().numTensors).toBe(before);
  });

  it('refuses a vector of another length, and may be empty', async () => {
    await expect(flatEngine(vectors, width).nearest({ ...all, vector: floats(3), count: 1 })).rejects.toThrow(
      'vector has the shape [3]',
    );
    expect((await flatEngine(new Float32Array(0), width).nearest({ ...all, vector, count: 3 })).indices).toHaveLength(
      0,
    );
  });
});
