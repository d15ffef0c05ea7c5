import { scoreAllPairs, wordMask } from '@rs-sam/core';
import {
  add,
  concat,
  div,
  gather,
  logSumExp,
  max,
  mean,
  mul,
  norm,
  randomUniform,
  type Scalar,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close';
import { directCosines, pairByPair } from '../../test/direct-attention';
import { engines, useEngine } from '../../test/engines';
import { gradientError } from '../../test/gradient-error';
import { randomTensor } from '../../test/random-tensor';
import { aggregations } from './aggregate-rows';
import { rawFeatureNorms } from './attention-norm';
import { scanScores } from './scan-scores';

const lengths = [4, 1, 3, 2];
const directions = ['t2i', 'i2t'] as const;

function operands() {
  const regions = randomTensor<Tensor3D>([3, 5, 6], 1);
  const words = randomTensor<Tensor3D>([4, 4, 6], 2);
  return { regions, words, wordMask: wordMask(lengths, 4) };
}

describe.each(engines)('SCAN on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  describe.each(directions)('%s', (direction) => {
    const reductions = {
      mean: (r: Tensor) => mean(r),
      sum: (r: Tensor) => sum(r),
      max: (r: Tensor) => max(r),
      lse: (r: Tensor) => mul(logSumExp(mul(r, 6)), 1 / 6),
    };

    it.each(aggregations)('equals the formula computed pair by pair: %s', (aggregation) => {
      const { regions, words, wordMask: mask } = operands();
      const expected = pairByPair(regions, words, lengths, direction, (query, context) =>
        reductions[aggregation](directCosines(query, context, 7).cosines),
      );
      const options = { direction, aggregation, lambdaSoftmax: 7, lambdaLse: 6 };
      expectClose(scanScores({ regions, words, wordMask: mask }, options), expected);
    });

    it('adds the largest attention weight of each row, as PFAN does', () => {
      const { regions, words, wordMask: mask } = operands();
      const expected = pairByPair(regions, words, lengths, direction, (query, context) => {
        const { cosines, weights } = directCosines(query, context, 9);
        return mean(add(cosines, mul(max(weights, 1), 0.5)));
      });
      const options = { direction, maxAttention: 0.5, lambdaSoftmax: 9 };
      expectClose(scanScores({ regions, words, wordMask: mask }, options), expected);
    });

    it.each(rawFeatureNorms)('agrees with central differences in its gradient: %s', (rawFeatureNorm) => {
      const { regions, words, wordMask: mask } = operands();
      const coefficients = randomTensor([3, 4], 3);
      for (const aggregation of ['mean', 'lse'] as const) {
        const loss = (f: Tensor, t: Tensor) =>
          sum(
            mul(
              scanScores(
                { regions: f as Tensor3D, words: t as Tensor3D, wordMask: mask },
                { direction, rawFeatureNorm, aggregation, maxAttention: 0.3 },
              ),
              coefficients,
            ),
          ) as Scalar;
        expect(gradientError(loss as never, [regions, words])).toBeLessThan(5e-3);
      }
    });

    it.each(rawFeatureNorms)(
      'does not depend on padding or on the other captions of the batch: %s',
      (rawFeatureNorm) => {
        const { regions, words, wordMask: mask } = operands();
        for (const aggregation of aggregations) {
          const options = { direction, rawFeatureNorm, aggregation };
          const scores = scanScores({ regions, words, wordMask: mask }, options);
          const padding = randomUniform([4, 3, 6], -9, 9) as Tensor3D;
          const further = {
            regions,
            words: concat([words, padding], 1),
            wordMask: concat([mask, zeros([4, 3])], 1) as Tensor2D,
          };
          expectClose(scanScores(further, options), scores);
          const order = tensor1d([2, 0, 3], 'int32');
          const others = { regions, words: gather(words, order), wordMask: gather(mask, order) };
          expectClose(scanScores(others, options), gather(scores, order, 1));
        }
      },
    );

    it('gives a caption without words the score 0 and no gradient', () => {
      const { regions, words } = operands();
      const none = wordMask([4, 0, 3, 2], 4);
      for (const aggregation of aggregations) {
        const scores = scanScores({ regions, words, wordMask: none }, { direction, aggregation });
        const value = (scores.arraySync() as number[][]).map((row) => row[1] as number);
        // A region that attends to nothing has the cosine 0, so the log of a sum of ones remains.
        const expected = direction === 'i2t' && aggregation === 'lse' ? Math.log(5) / 5 : 0;
        for (const one of value) expect(one).toBeCloseTo(expected, 6);
        const loss = (f: Tensor, t: Tensor) =>
          sum(
            scanScores({ regions: f as Tensor3D, words: t as Tensor3D, wordMask: none }, { direction, aggregation }),
          ) as Scalar;
        expect(gradientError(loss as never, [regions, words])).toBeLessThan(5e-3);
      }
    });
  });

  it('i2t equals SAM without a gate', () => {
    const { regions, words, wordMask: mask } = operands();
    const unit = {
      regions: div(regions, norm(regions, 2, 2, true)) as Tensor3D,
      words: div(words, norm(words, 2, 2, true)) as Tensor3D,
      wordMask: mask,
    };
    const sam = scoreAllPairs(unit, { direction: 'i2t', gate: false, clip: 'leaky', alpha: 4 });
    expectClose(scanScores(unit, { direction: 'i2t' }), sam);
  });

  it('refuses regions and words of unequal depth', () => {
    const { regions } = operands();
    expect(() => scanScores({ regions, words: zeros([2, 3, 5]) }, { direction: 't2i' })).toThrow('[3, 5, 6]');
  });
});

describe('options', () => {
  beforeAll(() => useEngine('cpu'));

  it.each<[object, string]>([
    [{ direction: 'T2I' }, `The option direction is "T2I"; it must be 'i2t' or 't2i'.`],
    [{}, 'The option direction is undefined'],
    [{ direction: 't2i', aggregation: 'avg' }, 'The option aggregation is "avg"'],
    [{ direction: 't2i', lambda: 9 }, 'The option lambda is 9; it must be left out'],
    [{ direction: 't2i', lambdaSoftmax: 0 }, 'The option lambdaSoftmax is 0; it must be a number above 0.'],
  ])('of scanScores are checked: %j', (options, message) => {
    expect(() => scanScores(operands(), options as never)).toThrow(message);
  });

  it.each(['t2i', 'i2t'] as const)('an image without regions or a caption without words scores 0: %s', (direction) => {
    const [none, some] = [zeros([2, 0, 6]), zeros([2, 3, 6])] as [Tensor3D, Tensor3D];
    for (const given of [
      { regions: none, words: some },
      { regions: some, words: none },
    ]) {
      expect([...scanScores(given, { direction }).dataSync()]).toEqual([0, 0, 0, 0]);
    }
  });
});
