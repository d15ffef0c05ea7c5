import { tripletLoss as lossOfScores } from '@rs-sam/core';
import { grad, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { type Comparison, compare } from './comparison';
import { type FixtureTensor, tensorOf } from './fixture';
import type { Runner } from './runner';

/** One case of the fixture: the negatives, the reduction, and the expected results. */
interface Case {
  readonly config: {
    readonly negatives: 'instance' | 'class';
    readonly reduce: 'max' | 'sum';
    readonly margin: number;
    readonly classes: readonly number[];
  };
  readonly loss: number;
  readonly gradients: { readonly scores: FixtureTensor };
}

/** Fixtures of the loss alone: a square score matrix and `expected.cases`. */
export const tripletLoss: Runner = {
  kind: 'triplet loss',
  covers: ({ config, inputs, expected }) =>
    'margin' in config && 'scores' in inputs && 'classes' in inputs && Array.isArray(expected.cases),
  async run(fixture) {
    const { data, shape } = tensorOf(fixture, 'inputs', 'scores');
    const scores = tensor2d([...data], shape as [number, number]);
    return (fixture.expected.cases as Case[]).flatMap(({ config, loss, gradients }, i): Comparison[] => {
      const { negatives, reduce, margin, classes } = config;
      const lossOf = (x: Tensor) =>
        lossOfScores(x as Tensor2D, {
          margin,
          negatives,
          labels: classes,
          reduce: reduce === 'sum' ? 'all' : 'hardest',
        });
      const name = `case ${i} (${negatives}, ${reduce})`;
      return [
        compare(`${name} loss`, lossOf(scores).dataSync(), [loss], 1e-5),
        compare(`${name} gradient`, grad(lossOf)(scores).dataSync(), gradients.scores.data, 1e-6),
      ];
    });
  },
};
