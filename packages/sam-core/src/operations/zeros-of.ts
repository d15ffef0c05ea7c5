import { customGrad, type Tensor, zeros, zerosLike } from '@tensorflow/tfjs-core';

/**
 * Zeros of a shape, as a function of tensors whose gradients are 0: the result where an input is empty. Plain zeros would have no gradient,
 * which tfjs refuses in training, and a wasm kernel may return uninitialised memory for an empty tensor.
 */
export function zerosOf<T extends Tensor>(shape: number[], inputs: readonly Tensor[]): T {
  const operation = customGrad((...given) => {
    const tensors = given.slice(0, -1) as Tensor[];
    return { value: zeros(shape), gradFunc: () => tensors.map((x) => zerosLike(x)) };
  });
  return operation(...inputs) as T;
}
