import { add, grads, mul, type Scalar, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { randomValues } from './random-pairs';

/**
 * The deviation of the gradient of `f` from central differences, along `directions` random directions of each input in turn:
 * the largest |⟨∇f, v⟩ − (f(x + hv) − f(x − hv)) / 2h|, relative to the larger of the two and 1.
 */
export function gradientError(
  f: (...inputs: Tensor[]) => Scalar,
  inputs: Tensor[],
  directions = 3,
  step = 1e-3,
): number {
  return tidy(() => {
    const gradients = grads(f)(inputs);
    const value = (at: number, v: Tensor, h: number): number =>
      tidy(() => f(...inputs.map((x, i) => (i === at ? add(x, mul(v, h)) : x))).dataSync()[0] as number);
    let largest = 0;
    inputs.forEach((x, at) => {
      for (let direction = 0; direction < directions; direction++) {
        const v = tensor(randomValues(x.size, 977 * at + direction + 1), x.shape);
        const slope = sum(mul(gradients[at] as Tensor, v)).dataSync()[0] as number;
        const difference = (value(at, v, step) - value(at, v, -step)) / (2 * step);
        const error = Math.abs(slope - difference) / Math.max(1, Math.abs(slope), Math.abs(difference));
        // A NaN has to fail the test, and a comparison with it never does.
        largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(largest, error);
      }
    });
    return largest;
  });
}
