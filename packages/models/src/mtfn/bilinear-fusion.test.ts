import {
  add,
  matMul,
  mul,
  type Scalar,
  sigmoid,
  slice,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close';
import { engines, useEngine } from '../../test/engines';
import { gradientError } from '../../test/gradient-error';
import { randomTensor } from '../../test/random-tensor';
import { type FusionWeights, fusionImageVectors, fusionScores, fusionTextVectors } from './bilinear-fusion';

const [dim, fusion, cores] = [4, 3, 2];

function operands() {
  return [
    randomTensor<Tensor2D>([3, dim], 1),
    randomTensor<Tensor2D>([2, dim], 2),
    randomTensor<Tensor2D>([dim, cores * fusion], 3),
    randomTensor<Tensor1D>([cores * fusion], 4),
    randomTensor<Tensor2D>([dim, cores * fusion], 5),
    randomTensor<Tensor1D>([cores * fusion], 6),
    randomTensor<Tensor1D>([fusion], 7),
    randomTensor<Tensor1D>([1], 8),
  ] as const;
}

function scoresOf([v, t, a, ab, b, bb, classifier, bias]: readonly Tensor[]): Tensor2D {
  const weights = { image: { kernel: a, bias: ab }, text: { kernel: b, bias: bb }, classifier, bias } as FusionWeights;
  return fusionScores(fusionImageVectors(v as Tensor2D), fusionTextVectors(t as Tensor2D, weights));
}

describe.each(engines)('the fusion on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('equals the published layers: a sum of products of mapped vectors, then a classifier', () => {
    const [v, t, a, ab, b, bb, classifier, bias] = operands();
    const [mappedV, mappedT] = [add(matMul(v, a), ab), add(matMul(t, b), bb)];
    const row = (x: Tensor, i: number, r: number) => slice(x, [i, r * fusion], [1, fusion]);
    const expected = stack(
      [0, 1, 2].map((i) =>
        stack(
          [0, 1].map((j) => {
            const m = add(mul(row(mappedV, i, 0), row(mappedT, j, 0)), mul(row(mappedV, i, 1), row(mappedT, j, 1)));
            return sigmoid(add(sum(mul(m, classifier)), sum(bias)));
          }),
        ),
      ),
    );
    expectClose(scoresOf(operands()), expected);
  });

  it('agrees with central differences in its gradient', () => {
    const loss = (...xs: Tensor[]) => sum(mul(scoresOf(xs), randomTensor([3, 2], 9))) as Scalar;
    expect(gradientError(loss as never, [...operands()])).toBeLessThan(5e-3);
  });
});
