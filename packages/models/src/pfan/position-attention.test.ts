import { l2Normalize } from '@rs-sam/core/operations';
import {
  concat,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  tile,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close';
import { engines, useEngine } from '../../test/engines';
import { gradientError } from '../../test/gradient-error';
import { randomTensor } from '../../test/random-tensor';
import { linear } from '../building-blocks/linear';
import { gridBlocks } from './grid-blocks';
import { encodeWithPosition } from './position-attention';

function operands() {
  const { ids, weights } = gridBlocks(2, 2, 3, 3);
  return {
    features: randomTensor<Tensor3D>([3, 4, 5], 1),
    blocks: {
      ids: tensor3d([ids as number[][]], undefined, 'int32'),
      weights: tensor3d([weights as number[][]]),
    },
    weights: {
      embedding: randomTensor<Tensor2D>([10, 2], 2),
      attention: { kernel: randomTensor<Tensor2D>([5, 2], 3), bias: randomTensor<Tensor1D>([2], 4) },
      projection: { kernel: randomTensor<Tensor2D>([7, 6], 5), bias: randomTensor<Tensor1D>([6], 6) },
    },
  };
}

describe.each(engines)('the position attention on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('with an embedding of zeros equals the projection of the features alone', () => {
    const { features, blocks, weights } = operands();
    const blank = { ...weights, embedding: zeros([10, 2]) as Tensor2D };
    const expected = l2Normalize(linear(concat([features, zeros([3, 4, 2])], 2), weights.projection));
    expectClose(encodeWithPosition(features, blocks, blank), expected);
  });

  it('gives the same for shared blocks and for blocks of each image', () => {
    const { features, blocks, weights } = operands();
    const each = { ids: tile(blocks.ids, [3, 1, 1]), weights: tile(blocks.weights, [3, 1, 1]) };
    expectClose(encodeWithPosition(features, each, weights), encodeWithPosition(features, blocks, weights));
  });

  it('agrees with central differences in its gradient', () => {
    const { features, blocks, weights } = operands();
    const loss = (f: Tensor, embedding: Tensor, kernel: Tensor) =>
      sum(
        mul(
          encodeWithPosition(f as Tensor3D, blocks, {
            ...weights,
            embedding: embedding as Tensor2D,
            attention: { ...weights.attention, kernel: kernel as Tensor2D },
          }),
          randomTensor([3, 4, 6], 7),
        ),
      ) as Scalar;
    expect(gradientError(loss as never, [features, weights.embedding, weights.attention.kernel])).toBeLessThan(5e-3);
  });
});
