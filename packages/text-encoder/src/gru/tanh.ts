import { mul, sigmoid, sub, type Tensor } from '@tensorflow/tfjs-core';

/**
 * tanh(x) = 2 σ(2x) − 1
 *
 * The sigmoid of the wasm engine is vectorised and its tanh is not: this form is three times as fast there.
 * Absolute error about 1e-7.
 */
export function tanh<T extends Tensor>(x: T): T {
  return sub(mul(sigmoid(mul(x, 2)), 2), 1);
}
