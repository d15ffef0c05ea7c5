import { grads, ones, type Tensor, type Tensor3D, tensor3d, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { bidirectionalGru } from './bidirectional-gru';
import { forwardGru } from './forward-gru';
import { type GruWeights, gruWeightSpecs, gruWeightsFromList, listGruWeights } from './weights/gru-weights';
import { gruInitialWeights } from './weights/initial-weights';

const size = { inputDim: 3, units: 2, resetAfter: false };
const weightsOf = (): GruWeights => gruInitialWeights(size, () => 1);

describe.each(engines)('a GRU on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each([
    [0, 4],
    [2, 0],
  ])('gives no numbers and zero gradients for words [%d, %d, 3]', (captions, steps) => {
    tidy(() => {
      const [x, mask] = [zeros([captions, steps, 3]) as Tensor3D, zeros([captions, steps]) as never];
      const list = listGruWeights(weightsOf());
      const operations = [
        (words: Tensor3D, weights: GruWeights) => forwardGru(words, mask, weights),
        (words: Tensor3D, weights: GruWeights) =>
          bidirectionalGru(words, mask, { forward: weights, backward: weights }),
      ];
      for (const operation of operations) {
        expect(operation(x, gruWeightsFromList(list)).shape).toEqual([captions, steps, 2]);
        const gradients = grads((words: Tensor, ...given: Tensor[]) =>
          operation(words as Tensor3D, gruWeightsFromList(given)),
        )([x, ...list]);
        expect(gradients.map(({ shape }) => shape)).toEqual([
          x.shape,
          ...gruWeightSpecs(size).map(({ shape }) => shape),
        ]);
        for (const gradient of gradients) expect(gradient.dataSync().every((value) => value === 0)).toBe(true);
      }
    });
  });

  it('casts int32 words', () => {
    tidy(() => {
      const words = (dtype: 'int32' | 'float32') => tensor3d([1, 2, 3, 4, 5, 6], [1, 2, 3], dtype);
      const outputOf = (x: Tensor3D) => forwardGru(x, ones([1, 2]), weightsOf()).dataSync();
      expect(outputOf(words('int32'))).toEqual(outputOf(words('float32')));
    });
  });
});

it('a GRU refuses an unknown option', () => {
  tidy(() => {
    const [x, mask, weights] = [zeros([1, 2, 3]) as Tensor3D, zeros([1, 2]) as never, weightsOf()];
    const both = { forward: weights, backward: weights };
    expect(() => forwardGru(x, mask, weights, { resetafter: true } as never)).toThrow(
      'The option resetafter is true; it must be left out: forwardGru has the options resetAfter.',
    );
    expect(() => bidirectionalGru(x, mask, both, { resetAfter: 1 } as never)).toThrow('it must be true or false');
  });
});
