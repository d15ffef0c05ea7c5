import { cast, type Tensor } from '@tensorflow/tfjs-core';

/** The tensor as float32, which every operation here computes in: a plain array of integers makes an int32 tensor. */
export function asFloat<T extends Tensor>(x: T): T {
  return x.dtype === 'float32' ? x : cast(x, 'float32');
}
