import { scoreAllPairs, tripletLoss } from '@rs-sam/core';
import { scoreInTiles } from '@rs-sam/core/tiles';
import {
  add,
  grads,
  memory,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor3D,
  tensor2d,
  tidy,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close';
import { engines, useEngine } from '../../test/engines';
import { randomTensor } from '../../test/random-tensor';
import { resolveScanOptions, scanScorer, scanScores } from '../scan/scan-scores';

const directions = ['t2i', 'i2t'] as const;

describe.each(engines)('tiles on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  describe.each(directions)('%s', (direction) => {
    const score = resolveScanOptions({ direction });
    const items = 12;
    const inputs = () => [randomTensor<Tensor3D>([items, 3, 4], 1), randomTensor<Tensor3D>([items, 2, 4], 2)];
    // With these bounds a tile has four pairs, or all pairs.
    const sizes = [1 << 17, 1];
    const scored = (perPair: number) => (f: Tensor, t: Tensor) =>
      scoreInTiles({ images: { regions: f }, texts: { words: t } }, perPair, scanScorer(score));

    it('gives the same scores and gradients for every size of tile', () => {
      const [f, t] = inputs() as [Tensor3D, Tensor3D];
      const coefficients = randomTensor([items, items], 4);
      const results = sizes.map((perPair) => {
        const loss = (...xs: Tensor[]) =>
          sum(mul(scored(perPair)(xs[0] as Tensor, xs[1] as Tensor), coefficients)) as Scalar;
        return [scored(perPair)(f, t), ...grads(loss)([f, t])];
      });
      for (const result of results.slice(1)) {
        result.forEach((x, i) => {
          expectClose(x, results[0]?.[i] as Tensor);
        });
      }
    });

    it('recomputes few pairs one by one, with the same gradient as by tiles', () => {
      const [f, t] = inputs() as [Tensor3D, Tensor3D];
      // The first matrix has a gradient at 5 of 144 pairs. The second has one at all pairs, but that of the others is negligible.
      const few = Array.from({ length: items * items }, (_, at) => (at % 29 === 3 ? 1 + at : 0));
      const gradientsFor = (values: number[]) => {
        const coefficients = tensor2d(values, [items, items]);
        return grads(
          (...xs: Tensor[]) => sum(mul(scored(1)(xs[0] as Tensor, xs[1] as Tensor), coefficients)) as Scalar,
        )([f, t]);
      };
      const [ofPairs, ofTiles] = [gradientsFor(few), gradientsFor(few.map((value) => value || 1e-9))];
      ofPairs.forEach((x, i) => {
        expectClose(x, ofTiles[i] as Tensor, 1e-4);
      });
    });

    it('disposes all its tensors', () => {
      const before = memory().numTensors;
      tidy(() => {
        const [f, t] = inputs() as [Tensor3D, Tensor3D];
        grads((...xs: Tensor[]) => tripletLoss(scored(1)(xs[0] as Tensor, xs[1] as Tensor)))([f, t]);
      });
      expect(memory().numTensors).toBe(before);
    });
  });

  it('gives a loss of two scorers its whole gradient', () => {
    const [f, t] = [randomTensor<Tensor3D>([4, 3, 4], 1), randomTensor<Tensor3D>([4, 2, 4], 2)];
    const ours = (...[x, y]: Tensor[]) =>
      scanScores({ regions: x as Tensor3D, words: y as Tensor3D }, { direction: 't2i' });
    const sam = (...[x, y]: Tensor[]) =>
      scoreAllPairs({ regions: x as Tensor3D, words: y as Tensor3D }, { direction: 't2i', gate: false });
    const [first, second] = [ours, sam].map((one) => grads((...xs: Tensor[]) => sum(one(...xs)) as Scalar)([f, t]));
    const both = grads((...xs: Tensor[]) => add(sum(ours(...xs)), sum(sam(...xs))) as Scalar)([f, t]);
    both.forEach((x, i) => {
      expectClose(x, add(first?.[i] as Tensor, second?.[i] as Tensor), 1e-4);
    });
  });

  it('has no scores without images or captions', () => {
    expect(scanScores({ regions: zeros([0, 3, 4]), words: zeros([2, 3, 4]) }, { direction: 't2i' }).shape).toEqual([
      0, 2,
    ]);
    expect(scanScores({ regions: zeros([2, 3, 4]), words: zeros([0, 3, 4]) }, { direction: 'i2t' }).shape).toEqual([
      2, 0,
    ]);
  });
});

describe('memory of a training step on wasm', () => {
  beforeAll(() => useEngine('wasm'));

  it.each(directions)('grows with the items and not with the pairs: %s', (direction) => {
    const scorer = scanScorer(resolveScanOptions({ direction }));
    const peakOf = (batch: number): number => {
      const sides = [randomTensor([batch, 16, 8], 1), randomTensor([batch, 12, 8], 2)].map((x) => variable(x));
      const before = memory().numBytes;
      let peak = 0;
      // Measured at the peak of a tile: its last tensor exists, and none is disposed yet.
      const watched: typeof scorer = (operands, paired) => {
        const scores = scorer(operands, paired);
        peak = Math.max(peak, memory().numBytes - before);
        return scores;
      };
      const [regions, words] = sides as unknown as [Tensor3D, Tensor3D];
      tidy(() => {
        const loss = () => {
          // Eight pairs to a tile.
          const scores = scoreInTiles({ images: { regions }, texts: { words } }, 1 << 16, watched);
          return tripletLoss(scores, { margin: 2, reduce: 'all' });
        };
        variableGrads(loss, sides);
      });
      for (const side of sides) side.dispose();
      return peak;
    };
    // Twice the items are four times the pairs.
    expect(peakOf(48) / peakOf(24)).toBeLessThan(2.1);
  });
});
