import { seededRandom } from '@rs-sam/foundation/random';
import { mul, type Tensor, type Tensor2D, tensor, tensor2d } from '@tensorflow/tfjs-core';

/**
 * `x ⊙ m / (1 − rate)` with m ∈ {0, 1} and P(m = 0) = rate (Srivastava et al. 2014).
 *
 * The mask depends on the seed alone, so that a resumed run drops the same values as an uninterrupted one.
 *
 * @param rate from 0 (drops nothing) to below 1.
 */
export function dropout<T extends Tensor>(x: T, rate: number, seed: number | string | undefined): T {
  if (rate === 0 || seed === undefined) return x;
  const random = seededRandom(seed);
  const kept = 1 / (1 - rate);
  return mul(
    x,
    tensor(
      Float32Array.from({ length: x.size }, () => (random() < rate ? 0 : kept)),
      x.shape,
    ),
  ) as T;
}

/** m ∈ {0, 1} for each word of a batch, P(m = 0) = rate; it depends on the seed alone. */
export function keptWords(shape: [number, number], rate: number, seed: number | string): Tensor2D {
  const random = seededRandom(seed);
  return tensor2d(
    Float32Array.from({ length: shape[0] * shape[1] }, () => (random() < rate ? 0 : 1)),
    shape,
  );
}
