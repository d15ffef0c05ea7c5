import { maskOf } from '@rs-sam/text-encoder';
import { bidirectionalGru, forwardGru, gruWeightsFromKeras } from '@rs-sam/text-encoder/gru';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomUniform, type Tensor1D, type Tensor2D, type Tensor3D, tensor2d } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
const [inputDim, units] = [3, 4];
const words = randomUniform([2, 5, inputDim], -1, 1, 'float32', 1) as Tensor3D; // vectors of your own
const mask = maskOf(
  tensor2d(
    [
      [1, 7, 8, 2, 0],
      [1, 9, 2, 0, 0],
    ],
    [2, 5],
    'int32',
  ),
); // id 0 is padding

// The matrices of a Keras GRU with reset_after=False.
const direction = () =>
  gruWeightsFromKeras({
    kernel: randomUniform([inputDim, 3 * units]) as Tensor2D,
    recurrentKernel: randomUniform([units, 3 * units]) as Tensor2D,
    bias: randomUniform([3 * units]) as Tensor1D,
  });
const both = bidirectionalGru(words, mask, { forward: direction(), backward: direction() });
const one = forwardGru(words, mask, direction());
console.log(both.shape, one.shape); // [2,5,4] [2,5,4]
