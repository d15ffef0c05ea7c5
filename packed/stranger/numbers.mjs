import { tensor } from '@tensorflow/tfjs-core';

/** A tensor of values in [-0.5, 0.5] that are the same everywhere. */
export function numbers(shape, seed) {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const values = Float32Array.from({ length: size }, (_, i) => (((i + seed) * 7919) % 101) / 101 - 0.5);
  return tensor(values, shape);
}
