import type { kernels } from '@rs-sam/tfjs-backend';
import { getKernel, registerKernel, type Tensor, tensor, unregisterKernel } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../../test/engines';
import { randomValues } from '../../test/random-pairs';
import { gatedCosine, gatedCosineGradient, hasFusedKernel } from './gated-cosine';

/** Random operands: X contexts of c rows, U query rows, D columns. */
function operands(seed: number, x: number, u: number, c: number, d: number): kernels.GatedCosineInputs<Tensor> {
  const random = (shape: number[], offset: number) =>
    tensor(
      randomValues(
        shape.reduce((a, b) => a * b),
        seed + offset,
      ),
      shape,
    );
  return {
    attention: random([x, u, c], 1),
    query: random([u, d], 2),
    queryGate: random([u, d], 3),
    queryCandidate: random([u, d], 4),
    context: random([x, c, d], 5),
    contextGate: random([x, c, d], 6),
    contextCandidate: random([x, c, d], 7),
  };
}

/** Runs without the fused kernels, so that the same engine uses composed operations. */
function composed<T>(run: () => T): T {
  const kernels = ['GatedCosine', 'GatedCosineGrad'].map((name) => getKernel(name, 'wasm'));
  for (const { kernelName } of kernels) unregisterKernel(kernelName, 'wasm');
  try {
    return run();
  } finally {
    for (const kernel of kernels) registerKernel(kernel);
  }
}

describe('the fused kernels of wasm', () => {
  beforeAll(() => useEngine('wasm'));

  it('equal the composed operations in value and in every gradient', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        size,
        size,
        size,
        size,
        fc.constantFrom('sigmoid', 'tanh'),
        (seed, x, u, c, quarter, candidate) => {
          const inputs = operands(seed, x, u, c, 4 * quarter);
          const attributes = { candidate } as const;
          // A third of the rows has no gradient: the fused kernel skips them.
          const dCosine = tensor(
            randomValues(x * u, seed).map((value, i) => (i % 3 === 1 ? 0 : value)),
            [x, u],
          );
          const run = () => ({
            cosine: gatedCosine(inputs, attributes),
            ...gatedCosineGradient(inputs, attributes, dCosine),
          });
          expect(hasFusedKernel(4 * quarter)).toBe(true);
          const [fused, reference] = [run(), composed(run)];
          for (const [name, wanted] of Object.entries(reference)) {
            const actual = fused[name as keyof typeof fused] as Tensor;
            expect(actual.shape).toEqual(wanted.shape);
            const values = actual.dataSync();
            wanted.dataSync().forEach((value: number, i: number) => {
              expect(Math.abs((values[i] as number) - value), `${name} ${i}`).toBeLessThan(
                2e-5 * Math.max(1, Math.abs(value)),
              );
            });
          }
        },
      ),
      { numRuns: 60, seed: 18 },
    );
  });

  it('are not used at an unsupported depth', () => {
    expect(hasFusedKernel(6)).toBe(false);
  });
});
