import { cast, type Tensor } from '@tensorflow/tfjs-core';

/** The tensor as float32, the type of every operation here. tfjs makes an int32 tensor of a plain array of integers. */
export function asFloat<T extends Tensor>(x: T): T {
  return x.dtype === 'float32' ? x : cast(x, 'float32');
}
