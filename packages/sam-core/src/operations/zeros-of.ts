import { customGrad, type Tensor, zeros, zerosLike } from '@tensorflow/tfjs-core';

/**
 * Zeros of that shape, as a function of tensors whose gradients are 0: the result where there is nothing to compute with. Plain
 * zeros would have no gradient at all, which tfjs refuses in training; and a kernel of wasm that is given an empty tensor may
 * return memory that nobody has written.
 */
export function zerosOf<T extends Tensor>(shape: number[], inputs: readonly Tensor[]): T {
  const operation = customGrad((...given) => {
    const tensors = given.slice(0, -1) as Tensor[];
    return { value: zeros(shape), gradFunc: () => tensors.map((x) => zerosLike(x)) };
  });
  return operation(...inputs) as T;
}
