import {
  grads,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tensor3d,
  zerosLike,
} from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { randomMatrix } from '../../test/random-matrix';
import { CaptionEncoder } from '../layers/caption-encoder';
import { bidirectionalGru } from './bidirectional-gru';
import { forwardGru } from './forward-gru';
import { gruWeightsFromKeras } from './weights/from-keras';
import { gruWeightsFromList, listGruWeights } from './weights/gru-weights';

const units = 3;

function operands() {
  const matrix = (rows: number, columns: number, seed: number): Tensor2D =>
    tensor2d([...randomMatrix(rows, columns, seed).data], [rows, columns]);
  const x = tensor3d([...randomMatrix(3 * 5, 4, 1).data], [3, 5, 4]);
  const mask = tensor2d([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0], [3, 5]);
  const weights = gruWeightsFromKeras({
    kernel: matrix(4, 3 * units, 2),
    recurrentKernel: matrix(units, 3 * units, 3),
    bias: matrix(2, 3 * units, 4),
  });
  return { x, mask, weights };
}

describe.each(engines)('the forward GRU on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('is twice the average with a backward GRU that stays at 0, gradients included', () => {
    const { x, mask, weights } = operands();
    // Without weights the candidate is tanh 0 = 0, and a state that starts at 0 stays there.
    const still = gruWeightsFromList(listGruWeights(weights).map((weight) => zerosLike(weight)));
    const coefficients = tensor1d([1, -2, 0.5]);
    const of =
      (states: (...inputs: Tensor[]) => Tensor) =>
      (...inputs: Tensor[]) =>
        sum(mul(states(...inputs), coefficients)) as Scalar;
    const ours = of((words, ...list) =>
      forwardGru(words as typeof x, mask, gruWeightsFromList(list), { resetAfter: true }),
    );
    const averaged = of((words, ...list) =>
      mul(
        bidirectionalGru(
          words as typeof x,
          mask,
          { forward: gruWeightsFromList(list), backward: still },
          { resetAfter: true },
        ),
        2,
      ),
    );
    const inputs = [x, ...listGruWeights(weights)];
    expect(ours(...inputs).dataSync()[0]).toBeCloseTo(averaged(...inputs).dataSync()[0] as number, 5);
    const [actual, expected] = [grads(ours)(inputs), grads(averaged)(inputs)];
    actual.forEach((gradient, i) => {
      const wanted = (expected[i] as Tensor).dataSync();
      gradient.dataSync().forEach((value, at) => {
        expect(value).toBeCloseTo(wanted[at] as number, 4);
      });
    });
  });

  it('is what a caption encoder without the backward direction computes', () => {
    const encoder = new CaptionEncoder({ vocabularySize: 6, embeddingDim: 2, units, bidirectional: false, seed: 1 });
    const ids = tensor2d([1, 2, 3, 1, 0, 0], [2, 3], 'int32');
    const states = encoder.apply(ids) as Tensor;
    expect(states.shape).toEqual([2, 3, units]);
    expect(encoder.weights).toHaveLength(7); // the embeddings, and three of either part of one direction
    expect(
      states
        .dataSync()
        .slice(4 * units)
        .every((value) => value === 0),
    ).toBe(true);
    expect(encoder.getConfig()).toMatchObject({ bidirectional: false });
    // The first word's state knows nothing of what follows.
    const [first, other] = [states.dataSync().slice(0, units), states.dataSync().slice(3 * units, 4 * units)];
    expect([...first]).toEqual([...other]);
  });
});
