import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSafetensors } from '@rs-sam/foundation/formats';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { memory, engine as tfjsEngine } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { webgpuHere } from '../../../tfjs-backend/test/webgpu';
import { runFolders } from '../../test/run-folders';
import { resolveConfiguration } from '../configuration/configuration';
import { presetConfiguration } from '../configuration/presets';
import type { TrainingEvent } from './events';
import { train } from './train';

const found = await webgpuHere();

/** The encoder of commands of WebGPU. */
interface Pass {
  dispatchWorkgroups(...groups: number[]): void;
}

const { newFolder } = runFolders();
const dataset = tinyDataset({ captions: 2 });
const features = memoryFeatures(dataset);
const configuration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 8, embeddingDim: 3, normalizeFeatures: true },
  ...{ optimizer: 'adam', negatives: 'instance', batchSize: 6, epochs: 2, learningRate: 0.01, ema: 0.9 },
});

/** A GPU may add in any order: the weights after six steps, relative to the largest of their tensor. */
const TOLERANCE = 1e-4;

/** Trains on the current engine; `onStep` is called after each step. */
const run = (folder: string, onStep?: (step: number) => void, signal?: AbortSignal, engine = 'webgpu 0.6.2 on a GPU') =>
  train({
    ...{ configuration, dataset, features, folder, engine, checkpointEvery: 2, signal },
    onEvent: (event: TrainingEvent) => {
      if (event.kind === 'start') notes = event.notes;
      if (event.kind === 'step') onStep?.(event.step);
    },
  });
let notes: readonly string[];

/** The weights of the last checkpoint, by name. */
async function weightsOf(folder: string): Promise<Map<string, Float32Array>> {
  const path = join(folder, 'last/weights.safetensors');
  const { tensors } = readSafetensors(await readFile(path), path);
  return new Map(Object.entries(tensors).map(([name, { data }]) => [name, Float32Array.from(data)]));
}

/** The largest difference between two checkpoints, relative to the largest weight of each tensor. */
async function difference(actual: string, expected: string): Promise<number> {
  const [a, b] = [await weightsOf(actual), await weightsOf(expected)];
  expect([...a.keys()]).toEqual([...b.keys()]);
  let largest = 0;
  for (const [name, values] of b) {
    const scale = Math.max(...values.map(Math.abs), 1e-6);
    const other = a.get(name) as Float32Array;
    for (const [i, value] of values.entries())
      largest = Math.max(largest, Math.abs((other[i] as number) - value) / scale);
  }
  return largest;
}

/** The bytes of all buffers on the GPU, of those that are kept for later too. */
const allocated = () => (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;

describe('a training on webgpu', () => {
  let onCpu: string;
  let undisturbed: string;

  beforeAll(async () => {
    if (!found.here) return;
    [onCpu, undisturbed] = [newFolder(), newFolder()];
    await prepareBackend({ engine: 'wasm' });
    await run(onCpu);
    await prepareBackend({ engine: 'webgpu' });
    await run(undisturbed);
    // The first step on a software renderer compiles every shader.
  }, 120_000);

  beforeEach(async ({ skip }) => {
    skip(!found.here, found.reason);
    await prepareBackend({ engine: 'webgpu' });
  });

  it('ends where that of the processor ends', async () => {
    expect(await difference(undisturbed, onCpu)).toBeLessThan(TOLERANCE);
  });

  it('repeats to the tolerance when it is stopped and resumed', async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const first = await run(folder, (step) => step === 3 && stop.abort(), stop.signal);
    expect(first).toMatchObject({ end: 'stopped', steps: 3 });
    expect(notes.join()).not.toContain('tolerance');
    await expect(run(folder, undefined, undefined, 'wasm')).rejects.toThrow('with engine "webgpu 0.6.2 on a GPU"');
    const resumed = await run(folder, undefined, undefined, 'webgpu 0.6.2 on another GPU');
    expect(resumed).toMatchObject({ end: 'epochs', steps: 6 });
    expect(notes.at(-1)).toMatch(/repeats an uninterrupted one to a tolerance, not to the bit/);
    expect(await difference(folder, undisturbed)).toBeLessThan(TOLERANCE);
  });

  it('gives the GPU few commands a step: each costs the processor a tenth of a millisecond', async () => {
    const { prototype } = (globalThis as unknown as { GPUComputePassEncoder: { prototype: Pass } })
      .GPUComputePassEncoder;
    const dispatchWorkgroups = vi.spyOn(prototype, 'dispatchWorkgroups');
    const tuned = presetConfiguration('tuned', 't2i');
    const options = { ...tuned.options, projection: 8, embeddingDim: 4 };
    const small = { ...tuned, options, batchSize: 6, epochs: 2, augment: false, validationPart: null };
    const dispatches: number[] = [];
    await train({
      ...{ configuration: small, dataset, features, folder: newFolder(), engine: 'webgpu' },
      onEvent: ({ kind }) => kind === 'epoch' && dispatches.push(dispatchWorkgroups.mock.calls.length),
    });
    // The first epoch also makes the optimiser's state. With tfjs's own kernels it is over 2,500.
    const [first, second] = dispatches as [number, number];
    expect((second - first) / 3).toBeLessThan(120);
    dispatchWorkgroups.mockRestore();
  });

  it('ends before a checkpoint with weights that are not finite is written', async () => {
    const folder = newFolder();
    let reads = 0;
    const broken = {
      ...features,
      read: async (...wanted: Parameters<typeof features.read>) => {
        const numbers = await features.read(...wanted);
        // The batch of the third step.
        return reads++ === 2 ? numbers.fill(Number.NaN) : numbers;
      },
    };
    const given = { configuration: { ...configuration, validationPart: null, gradientClip: 1 }, dataset, folder };
    const training = train({ ...given, features: broken, engine: 'webgpu', checkpointEvery: 1 });
    await expect(training).rejects.toMatchObject({ code: 'RS_SAM_TRAINING_DIVERGED', step: 3 });
    for (const values of (await weightsOf(folder)).values()) expect(values.every(Number.isFinite)).toBe(true);
    expect(JSON.parse(await readFile(join(folder, 'last/state.json'), 'utf8'))).toMatchObject({ step: 2 });
  });

  it('takes no more memory of the GPU from epoch to epoch, and none for the store', async () => {
    const bytes: number[] = [];
    const folder = newFolder();
    await train({
      ...{ configuration: { ...configuration, epochs: 6 }, dataset, features, folder, engine: 'webgpu' },
      onEvent: ({ kind }) => kind === 'epoch' && bytes.push(memory().numBytes, allocated()),
    });
    // Between steps there are the weights, two moments of each and their averages: no features.
    const weights = [...(await weightsOf(folder)).values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes[0]).toBeLessThan(4 * weights + 1000);
    // Tensors, and all buffers, after the second and after the last epoch.
    expect(bytes.slice(-2)[0]).toBe(bytes[2]);
    expect(bytes.slice(-2)[1]).toBeLessThanOrEqual(1.1 * (bytes[3] as number));
  });

  it('ends with an error and its last checkpoint when the GPU is lost, and resumes on another', async () => {
    const folder = newFolder();
    const lose = (step: number) => {
      if (step === 3) (tfjsEngine().backend as unknown as { device: { destroy(): void } }).device.destroy();
    };
    await expect(run(folder, lose)).rejects.toMatchObject({ code: 'RS_SAM_GPU', failure: 'lost' });
    const { step } = JSON.parse(await readFile(join(folder, 'last/state.json'), 'utf8')) as { step: number };
    expect(step).toBe(2);
    await prepareBackend({ engine: 'webgpu' });
    expect(await run(folder)).toMatchObject({ end: 'epochs', steps: 6 });
    expect(await difference(folder, undisturbed)).toBeLessThan(TOLERANCE);
  });
});
