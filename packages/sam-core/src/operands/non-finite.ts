import type { Tensor } from '@tensorflow/tfjs-core';
import { NonFiniteError } from '../errors/non-finite-error';

/**
 * Refuses NaN and infinities. The scores are checked first: they are few, and a bad value in any input reaches them. The inputs are
 * searched for the cause only if a score is bad.
 *
 * @param scores the result.
 * @param inputs the inputs of the result, under the names that a user knows.
 * @throws NonFiniteError gives the first input with such a value, and its index.
 */
export function refuseNonFinite(scores: Tensor, inputs: Readonly<Record<string, Tensor | undefined>>): void {
  const bad = firstNonFinite(scores);
  if (bad === undefined) return;
  for (const [name, tensor] of Object.entries(inputs)) {
    const found = tensor === undefined ? undefined : firstNonFinite(tensor);
    if (found !== undefined) throw new NonFiniteError(name, found.value, found.index);
  }
  throw new NonFiniteError('scores', bad.value, bad.index);
}

/** The first value that is not a finite number, with its index along every axis. */
function firstNonFinite(tensor: Tensor): { value: number; index: number[] } | undefined {
  const values = tensor.dataSync();
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return undefined;
  const index: number[] = [];
  let rest = at;
  for (const extent of [...tensor.shape].reverse()) {
    index.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return { value: values[at] as number, index };
}
