import { join } from 'node:path';
import { readDataset } from '@rs-sam/datasets/node';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { presetConfiguration, train } from '@rs-sam/training';
import { openFeatureStore } from '@rs-sam/vision-features/node/store';
import * as tf from '@tensorflow/tfjs-core';
import { median } from '../median';
import { openPartEngine } from './open-part-engine';
import type { TrainingRequest } from './requests';

/** A whole training of the preset `tuned`: from the store to the figures of its test part. A line for each epoch. */
export async function* trainingPart(request: TrainingRequest): AsyncGenerator<object> {
  const begin = performance.now();
  const identity = await openPartEngine(request.engine);
  const read = await readDataset(request.dataset);
  const features = await openFeatureStore(request.features);
  // The archive of the report has no images, by which the reader finds the names that the store has.
  const named = (file: string) => (features.has(file) ? file : `images/${file}`);
  const dataset = { images: read.dataset.images.map((image) => ({ ...image, file: named(image.file) })) };
  const preset = presetConfiguration('tuned', request.direction);
  const { epochs = preset.epochs } = request;
  const configuration = { ...preset, epochs, augment: preset.augment && features.views.length > 1 };
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 1000 * request.seconds);
  const steps: number[] = [];
  const lines: object[] = [];
  let last = Number.NaN;
  const common = { dataset, features, engine: identity };
  const outcome = await train({
    ...{ ...common, configuration, folder: request.folder, signal: stop.signal },
    onEvent(event) {
      const now = performance.now();
      if (event.kind === 'step') steps.push(now - last);
      if (event.kind === 'epoch') {
        const { epoch, loss, validation } = event.metrics;
        const bytes = (tf.memory() as { numBytesAllocatedInGPU?: number }).numBytesAllocatedInGPU;
        lines.push({
          epoch,
          loss,
          meanRecall: validation?.meanRecall,
          seconds: (now - begin) / 1000,
          gpuMiB: (bytes ?? 0) / 2 ** 20,
        });
        console.error(JSON.stringify(lines.at(-1)));
      }
      last = performance.now();
    },
  });
  clearTimeout(timer);
  const trainingSeconds = (performance.now() - begin) / 1000;
  yield* lines;
  const { checkpoint } = outcome;
  const result =
    checkpoint === null
      ? undefined
      : await evaluateCheckpoint({ ...common, checkpoint, folder: join(request.folder, 'evaluation'), part: 'test' });
  await features.close();
  yield {
    ...{ engine: identity, direction: request.direction, epochs, end: outcome.end, steps: outcome.steps },
    ...{ msPerStep: median(steps.slice(1)), trainingSeconds, seconds: (performance.now() - begin) / 1000 },
    ...{ validationMeanRecall: outcome.best?.meanRecall, testMeanRecall: result?.protocols.standard.meanRecall },
  };
}
