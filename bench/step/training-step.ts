// Whole training steps of a preset in a separate process: text encoder, projection, alignment, loss, clip, update.
// tsx bench/step/training-step.ts '{"engine":"webgpu","direction":"t2i","sizeName":"tuned","sizes":{...},"steps":3,"warmUp":1}'

import { modelDefinition } from '@rs-sam/models';
import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';
import { presetConfiguration } from '@rs-sam/training';
import { TrainingLoss } from '../../packages/training/src/loss/training-loss';
import { makeOptimizer } from '../../packages/training/src/optimisation/make-optimizer';
import { trainStep } from '../../packages/training/src/trainer/train-step';
import { countGpuCalls } from './gpu-calls';
import { lengthOf, type SizeName, type StepSizes } from './workload';

interface Request {
  readonly engine: EngineName;
  readonly direction: 'i2t' | 't2i';
  readonly sizeName: SizeName;
  readonly sizes: StepSizes;
  readonly steps: number;
  readonly warmUp: number;
}

/** Numbers of a region as ResNet-50 gives it, and words of a vocabulary such as UCM's. */
const [REGION_DEPTH, VOCABULARY] = [2048, 400];

const { engine, direction, sizeName, sizes, steps, warmUp } = JSON.parse(process.argv[2] ?? '') as Request;
await prepareBackend({ engine });
const calls = engine === 'webgpu' ? countGpuCalls() : undefined;

const configuration = presetConfiguration(sizeName, direction);
const inputs = { vocabularySize: VOCABULARY, regionDepth: REGION_DEPTH, regionCount: sizes.regions, seed: 1 };
const model = modelDefinition(`sam-${direction}`).create(configuration.options, inputs);
const loss = new TrainingLoss(configuration);
const optimizer = makeOptimizer(configuration, model.weights, loss.weights);
const session = { model, loss, optimizer, averages: null, words: {} };

let state = 12345;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

const { batch, regions } = sizes;
const hostBatch = () => ({
  pairs: Array.from({ length: batch }, (_, i) => ({
    ...{ image: i, file: `${i}`, className: `${i % 21}`, captionKey: `${i}` },
    ids: Array.from({ length: lengthOf(i, sizes) }, () => 2 + Math.floor(random() * (VOCABULARY - 2))),
  })),
  regions: Float32Array.from({ length: batch * regions * REGION_DEPTH }, () => Math.max(0, random() * 3 - 1)),
  regionsShape: [batch, regions, REGION_DEPTH] as const,
});
const batches = [hostBatch(), hostBatch()];

/** As the trainer does, the outcome of a step is read while the next one is prepared. */
async function run(count: number): Promise<number> {
  let running: ReturnType<typeof trainStep> | undefined;
  let last = Number.NaN;
  for (let i = 0; i < count; i++) {
    const { learningRate, gradientClip } = configuration;
    const given = batches[i % 2] as ReturnType<typeof hostBatch>;
    const started = trainStep(given, { session, learningRate, gradientClip, dropoutSeed: i });
    await running?.read();
    running = started;
  }
  if (running !== undefined) last = (await running.read()).loss;
  return last;
}

await run(warmUp);
calls?.read(1);
const before = performance.now();
const lastLoss = await run(steps);
const seconds = (performance.now() - before) / 1000 / steps;
console.log(JSON.stringify({ secondsPerStep: seconds, loss: lastLoss, calls: calls?.read(steps) }));
// The threads of a GPU's driver would keep the process alive.
process.stdout.write('', () => process.exit(0));
