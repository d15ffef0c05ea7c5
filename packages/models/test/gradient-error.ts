import { add, grads, mul, type Scalar, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { randomTensor } from './random-tensor';

/**
 * The deviation of the gradient of `f` from central differences, along random directions of each input in turn: the largest
 * |⟨∇f, v⟩ − (f(x + hv) − f(x − hv)) / 2h|, relative to the larger of the two and 1. NaN counts as infinite.
 */
export function gradientError(
  f: (...inputs: Tensor[]) => Scalar,
  inputs: Tensor[],
  directions = 2,
  step = 2e-4,
): number {
  return tidy(() => {
    const gradients = grads(f)(inputs);
    const moved = (at: number, v: Tensor, h: number): number =>
      tidy(() => f(...inputs.map((x, i) => (i === at ? add(x, mul(v, h)) : x))).dataSync()[0] as number);
    let largest = 0;
    inputs.forEach((x, at) => {
      for (let direction = 0; direction < directions; direction++) {
        const v = randomTensor(x.shape, 977 * at + direction + 1);
        const slope = sum(mul(gradients[at] as Tensor, v)).dataSync()[0] as number;
        const difference = (moved(at, v, step) - moved(at, v, -step)) / (2 * step);
        const error = Math.abs(slope - difference) / Math.max(1, Math.abs(slope), Math.abs(difference));
        largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(largest, error);
      }
    });
    return largest;
  });
}
