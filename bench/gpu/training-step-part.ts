import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticDataset } from '@rs-sam/datasets/synthetic';
import { presetConfiguration, train } from '@rs-sam/training';
import * as tf from '@tensorflow/tfjs-core';
import { memoryFeatures } from '../../packages/evaluation/test/memory-features';
import { countGpuCalls, dispatchesOf } from '../step/gpu-calls';
import { openPartEngine } from './open-part-engine';
import type { TrainingStepRequest } from './requests';

/** Images that are enough for some hundred steps of 32 pairs. */
const IMAGES = 840;

/**
 * The whole step of `train` with the preset `tuned`: reading a batch, text encoder, projection, alignment, loss, clip, Adam, events. The
 * images are few, and their regions are random and kept in memory.
 */
export async function* trainingStepPart(request: TrainingStepRequest): AsyncGenerator<object> {
  const { engine, direction, regions, depth, warmUp, steps } = request;
  const identity = await openPartEngine(engine);
  const calls = countGpuCalls();
  const { dataset } = syntheticDataset({ images: IMAGES, seed: 1, captions: 5 });
  const features = kept(memoryFeatures(dataset, { regions, depth, views: ['identity'] }));
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-gpu-'));
  const preset = presetConfiguration('tuned', direction);
  const configuration = { ...preset, augment: false, validationPart: null };
  const stop = new AbortController();
  const losses: number[] = [];
  let [begin, start, end] = [performance.now(), Number.NaN, Number.NaN];
  let counted = calls.read(1);
  try {
    await train({
      ...{ configuration, dataset, features, folder: join(folder, 'run'), engine: identity, checkpointEvery: 100_000 },
      signal: stop.signal,
      onEvent(event) {
        if (event.kind === 'start') begin = performance.now();
        if (event.kind !== 'step') return;
        losses.push(event.loss);
        if (event.step === warmUp) [start, counted] = [performance.now(), calls.read(1)];
        if (event.step !== warmUp + steps) return;
        [end, counted] = [performance.now(), calls.read(steps)];
        stop.abort();
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  yield {
    ...{ engine: identity, direction, batch: configuration.batchSize, regions, depth },
    ms: (end - start) / steps,
    warmUpSeconds: (start - begin) / 1000,
    ...{ dispatches: dispatchesOf(counted), submits: counted.submits },
    ...{ firstLosses: losses.slice(0, 5), lastLoss: losses.at(-1), memory: tf.memory() },
  };
}

/** The same features, computed once per image. */
function kept(source: ReturnType<typeof memoryFeatures>): typeof source {
  const size = source.regions * source.depth;
  const rows = new Map<string, Float32Array>();
  return {
    ...source,
    async read(wanted, result = new Float32Array(wanted.length * size)) {
      for (const [at, { image }] of wanted.entries()) {
        const row = rows.get(image) ?? (await source.read([{ image }]));
        rows.set(image, row);
        result.set(row, at * size);
      }
      return result;
    },
  };
}
