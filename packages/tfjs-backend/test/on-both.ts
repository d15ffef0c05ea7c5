import { setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// The gradients of tfjs's operations, which tfjs-layers would register.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect } from 'vitest';
import type { EngineName } from '../src/engine/engine-names';
import { prepareBackend } from '../src/engine/prepare-backend';

/** A tensor as plain numbers, so that it can be created on every engine. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly dtype?: 'float32' | 'int32';
}

/** Seeded values in [-1, 1). */
export function random(shape: readonly number[], seed: number): Values {
  let state = (seed * 2654435761) >>> 0;
  const data = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return { shape, data };
}

/** Runs the operation on `cpu` and on the engine; shapes must be equal and values agree to the tolerance, relative above 1. */
export async function expectSameAsCpu(
  engine: EngineName,
  inputs: readonly Values[],
  operation: (...inputs: Tensor[]) => Tensor | Tensor[],
  tolerance = 1e-5,
): Promise<void> {
  const run = () => {
    const results: Values[] = [];
    tidy(() => {
      const tensors = inputs.map(({ data, shape, dtype = 'float32' }) => tensor([...data], [...shape], dtype));
      for (const result of [operation(...tensors)].flat())
        results.push({ shape: result.shape, data: Array.from(result.dataSync()) });
    });
    return results;
  };
  await setBackend('cpu');
  const expected = run();
  await prepareBackend({ engine });
  const actual = run();
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  actual.forEach(({ data }, output) => {
    const wanted = (expected[output] as Values).data;
    data.forEach((value, i) => {
      const reference = wanted[i] as number;
      // Written so that a NaN fails.
      if (!(Math.abs(value - reference) <= tolerance * Math.max(1, Math.abs(reference)))) {
        expect.fail(`output ${output}, element ${i}: ${value} instead of ${reference}`);
      }
    });
  });
}
