import { wordMask } from '@rs-sam/core';
import {
  add,
  addN,
  concat,
  gather,
  grad,
  matMul,
  mean,
  mul,
  ones,
  type Scalar,
  sigmoid,
  slice,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tanh,
  tensor1d,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close';
import { directCosines, pairByPair } from '../../test/direct-attention';
import { engines, useEngine } from '../../test/engines';
import { gradientError } from '../../test/gradient-error';
import { randomTensor } from '../../test/random-tensor';
import { scanScores } from '../scan/scan-scores';
import { imramScores } from './imram-scores';

const lengths = [4, 1, 3, 2];
const depth = 6;

function operands() {
  return {
    regions: randomTensor<Tensor3D>([3, 5, depth], 1),
    words: randomTensor<Tensor3D>([4, 4, depth], 2),
    wordMask: wordMask(lengths, 4),
    weights: {
      gateKernel: randomTensor<Tensor2D>([2 * depth, depth], 3),
      gateBias: randomTensor<Tensor1D>([depth], 4),
      candidateKernel: randomTensor<Tensor2D>([2 * depth, depth], 5),
      candidateBias: randomTensor<Tensor1D>([depth], 6),
    },
  };
}

describe.each(engines)('IMRAM on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  describe.each(['t2i', 'i2t'] as const)('%s', (direction) => {
    it('equals the formula computed pair by pair', () => {
      const given = operands();
      const { gateKernel, gateBias, candidateKernel, candidateBias } = given.weights;
      const expected = pairByPair(given.regions, given.words, lengths, direction, (query, context) => {
        let attending = query;
        const steps = [0, 1, 2].map(() => {
          const { cosines, attended } = directCosines(query, context, 9, attending);
          const both = concat([attending, attended], 1);
          const gate = sigmoid(add(matMul(both, gateKernel), gateBias));
          const candidate = tanh(add(matMul(both, candidateKernel), candidateBias));
          attending = add(mul(gate, attending), mul(sub(1, gate), candidate));
          return mean(cosines);
        });
        return addN(steps);
      });
      expectClose(imramScores(given, { direction }), expected);
    });

    it('with one step equals SCAN with the mean', () => {
      const given = operands();
      expectClose(imramScores(given, { direction, steps: 1 }), scanScores(given, { direction, lambdaSoftmax: 9 }));
    });

    it.each([false, true])(
      'agrees with central differences in its gradient, queries normalised: %s',
      (normalizeQueries) => {
        const given = operands();
        const coefficients = randomTensor([3, 4], 7);
        const names = Object.keys(given.weights);
        const loss = (regions: Tensor, words: Tensor, ...list: Tensor[]) => {
          const weights = Object.fromEntries(names.map((name, i) => [name, list[i]])) as never;
          const scores = imramScores(
            { ...given, regions: regions as Tensor3D, words: words as Tensor3D, weights },
            { direction, normalizeQueries },
          );
          return sum(mul(scores, coefficients)) as Scalar;
        };
        expect(
          gradientError(loss as never, [given.regions, given.words, ...Object.values(given.weights)]),
        ).toBeLessThan(5e-3);
      },
    );

    it('scores 0 where a side has no rows or only padding', () => {
      const given = operands();
      const padded = imramScores({ ...given, wordMask: wordMask([4, 0, 3, 2], 4) }, { direction });
      expectClose(slice(padded, [0, 1], [3, 1]), zeros([3, 1]));
      const regions: Tensor3D = zeros([3, 0, depth]);
      expectClose(imramScores({ ...given, regions }, { direction }), zeros([3, 4]));
      const loss = (kernel: Tensor) =>
        sum(
          imramScores(
            { ...given, regions, weights: { ...given.weights, gateKernel: kernel as Tensor2D } },
            { direction },
          ),
        );
      expectClose(grad(loss)(given.weights.gateKernel), zeros([2 * depth, depth]));
    });

    it('does not depend on padding or on the other captions of the batch', () => {
      const given = operands();
      const scores = imramScores(given, { direction });
      const further = {
        ...given,
        words: concat([given.words, mul(ones([4, 2, depth]), 7)], 1) as Tensor3D,
        wordMask: concat([given.wordMask, zeros([4, 2])], 1) as Tensor2D,
      };
      expectClose(imramScores(further, { direction }), scores);
      const order = tensor1d([2, 0, 3], 'int32');
      const others = { ...given, words: gather(given.words, order), wordMask: gather(given.wordMask, order) };
      expectClose(imramScores(others, { direction }), gather(scores, order, 1));
    });
  });
});
