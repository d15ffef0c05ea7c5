import { grads, mul, ones, type Scalar, sum, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { CrossAttention } from './cross-attention';
import { FeatureGate } from './feature-gate';
import { MeanCosineSimilarity } from './mean-cosine-similarity';
import { SemanticAlignment } from './semantic-alignment';

/** B, K and N, one of them 0. */
const sizes = [
  [2, 0, 3],
  [2, 3, 0],
  [2, 0, 0],
  [0, 3, 2],
] as const;
const numbers = (x: Tensor) => Array.from(x.dataSync());
/** Leaves numbers in the engine's memory, which an uninitialised tensor would contain. */
const litter = () => tidy(() => void mul(ones([64]), 7).dataSync());

describe.each(engines)('an empty side on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  describe.each(['i2t', 't2i'] as const)('%s', (direction) => {
    it.each([{}, { gate: false }, { attention: false }, { projection: 8, normalizeFeatures: true }])(
      'scores 0 without a gradient: %j',
      (more) => {
        for (const [batch, k, n] of sizes) {
          const layer = new SemanticAlignment({ direction, ...more });
          const [regions, words] = [ones([batch, k, 8]), ones([batch, n, 8])];
          litter();
          const scores = layer.apply([regions, words, ones([batch, n])]) as Tensor;
          expect(scores.shape).toEqual([batch, 1]);
          expect(numbers(scores)).toEqual(Array(batch).fill(0));
          const loss = (f: Tensor, t: Tensor) => sum(layer.apply([f, t]) as Tensor) as Scalar;
          for (const gradient of grads(loss as never)([regions, words])) {
            expect(numbers(gradient).every((value) => value === 0)).toBe(true);
          }
          const all = layer.scoreAllPairs({ regions: regions as never, words: words as never });
          expect(numbers(all)).toEqual(Array(batch * batch).fill(0));
        }
      },
    );

    it('gives attention 0, in `explain` too', () => {
      for (const [batch, k, n] of sizes) {
        litter();
        const attended = new CrossAttention({ direction }).apply([ones([batch, k, 8]), ones([batch, n, 8])]) as Tensor;
        expect(attended.shape).toEqual([batch, direction === 'i2t' ? k : n, 8]);
        expect(numbers(attended).every((value) => value === 0)).toBe(true);
      }
      const layer = new SemanticAlignment({ direction });
      const { score, attention } = layer.explain({ regions: ones([1, 3, 8]), words: zeros([1, 0, 8]) });
      expect([score, attention.length]).toEqual([0, 0]);
    });
  });

  it('gives an empty gate and a mean of 0', () => {
    const nothing = ones([2, 0, 8]);
    expect((new FeatureGate().apply([nothing, nothing]) as Tensor).shape).toEqual([2, 0, 8]);
    litter();
    expect(numbers(new MeanCosineSimilarity().apply([nothing, nothing]) as Tensor)).toEqual([0, 0]);
  });
});
