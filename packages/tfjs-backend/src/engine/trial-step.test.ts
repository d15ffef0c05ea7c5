import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { prepareBackend } from './prepare-backend';
import { secondsOfStep } from './trial-step';

it('measures a step in both directions, with and without the kernels of the engine, and disposes what it made', async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  for (const engine of ['wasm', 'wasm+onnxruntime'] as const) {
    await prepareBackend({ engine });
    const before = memory().numTensors;
    for (const direction of ['i2t', 't2i'] as const) expect(secondsOfStep(direction)).toBeGreaterThan(0);
    expect(memory().numTensors).toBe(before);
  }
});
