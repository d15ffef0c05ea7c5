import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** A tensor of seeded values in [-1, 1): mulberry32. */
export function randomTensor<T extends Tensor>(shape: number[], seed: number): T {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return 2 * (((x ^ (x >>> 14)) >>> 0) / 2 ** 32) - 1;
  };
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(Array.from({ length: size }, next), shape) as T;
}
