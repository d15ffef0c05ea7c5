import { add, engine, memory, ones, tidy } from '@tensorflow/tfjs-core';
import { beforeEach, expect, it } from 'vitest';
import { webgpuHere } from '../../test/webgpu';
import { boundPool } from './bound-pool';
import type { WebgpuBackend } from './webgpu-backend';

const found = await webgpuHere();
const MIB = 2 ** 20;

beforeEach(({ skip }) => skip(!found.here, found.reason));

it('keeps the free buffers of many sizes below the limit, and the results right', () => {
  const backend = engine().backend as unknown as WebgpuBackend;
  const allocated = () => (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
  const run = (steps: number) => {
    for (let step = 0; step < steps; step++) {
      const sum = tidy(() => add(ones([25_000 + 64 * step]), step).dataSync());
      expect(sum.at(-1)).toBe(step + 1);
    }
  };
  const before = allocated();
  // Each step needs three buffers of 0.1 MiB of a size of its own.
  run(60);
  expect(allocated() - before).toBeGreaterThan(12 * MIB);
  boundPool(backend, 4 * MIB);
  run(300);
  expect(allocated()).toBeLessThan(8 * MIB);
  const { numBytesUsed, numBytesAllocated, freeBuffers } = backend.bufferManager;
  const free = [...freeBuffers.values()].flat().reduce((bytes, { size }) => bytes + size, 0);
  expect(numBytesUsed + free).toBe(numBytesAllocated);
});
