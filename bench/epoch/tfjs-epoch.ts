// One epoch of the preset `tuned` in a separate process. Argument: the request, JSON; prints the measurements as JSON.
import { performance } from 'node:perf_hooks';

const begin = performance.now();
const { readDataset } = await import('@rs-sam/datasets/node');
const { prepareBackend } = await import('@rs-sam/tfjs-backend');
const { presetConfiguration, train } = await import('@rs-sam/training');
const { openFeatureStore } = await import('@rs-sam/vision-features/node');

interface Request {
  readonly engine: 'wasm';
  readonly direction: 'i2t' | 't2i';
  readonly dataset: string;
  readonly features: string;
  /** The folder of the run; it is made. */
  readonly run: string;
}

const request = JSON.parse(process.argv[2] ?? '') as Request;
const { engine } = await prepareBackend({ engine: request.engine });
const { dataset } = await readDataset(request.dataset);
const features = await openFeatureStore(request.features);
const preset = presetConfiguration('tuned', request.direction);
const configuration = { ...preset, epochs: 1, augment: preset.augment && features.views.length > 1 };

let [started, trained] = [Number.NaN, Number.NaN];
const outcome = await train({
  ...{ configuration, dataset, features, folder: request.run, engine },
  onEvent({ kind }) {
    if (kind === 'start') started = performance.now();
    if (kind === 'step') trained = performance.now();
  },
});
await features.close();
const seconds = (performance.now() - begin) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    seconds,
    trainSeconds: (trained - started) / 1000,
    cores: (userCPUTime + systemCPUTime) / 1e6 / seconds,
    peakMiB: maxRSS / 1024,
    meanRecall: outcome.best?.meanRecall,
  }),
);
