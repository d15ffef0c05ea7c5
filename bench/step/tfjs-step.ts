// One engine, one direction, one form: runs training steps in a separate process and prints their times as JSON.
// tsx bench/step/tfjs-step.ts '{"engine":"wasm","direction":"i2t","form":"factored","sizes":{...},"steps":3,"budgetSeconds":30}'
import { scoreAllPairs, tripletLoss } from '@rs-sam/core';
import { adam, prepareBackend } from '@rs-sam/tfjs-backend';
import * as tf from '@tensorflow/tfjs-core';
import { scoreAllPairsDirectly } from '../../packages/sam-core/src/all-pairs/score-all-pairs-directly';
import { countGpuCalls } from './gpu-calls';
import { timeKernels } from './kernel-times';
import { stepInputs } from './step-inputs';
import type { StepSizes } from './workload';

interface Request {
  readonly engine: string;
  readonly direction: 'i2t' | 't2i';
  readonly form: 'factored' | 'direct';
  readonly sizes: StepSizes;
  readonly steps: number;
  readonly budgetSeconds: number;
  /** Also gives the seconds of each kernel, per step. */
  readonly kernels?: boolean;
  /** Also gives the calls of the GPU in the last step. */
  readonly calls?: boolean;
}

const {
  engine,
  direction,
  form,
  sizes,
  steps,
  budgetSeconds,
  kernels = false,
  calls = false,
} = JSON.parse(process.argv[2] ?? '') as Request;
if (engine === 'wasm-as-shipped') {
  // Only tfjs's own kernels, as without @rs-sam/tfjs-backend.
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
} else {
  await prepareBackend({ engine: engine as 'wasm' });
}

const { operands, trained, words } = stepInputs(sizes);
const optimizer = adam({ learningRate: 5e-4 });
const score = form === 'direct' ? scoreAllPairsDirectly : scoreAllPairs;

function step(): number {
  const { value, grads } = tf.variableGrads(
    () =>
      tripletLoss(
        score(
          operands,
          // On a GPU the check would read the scores in the middle of the step.
          { direction, frozenRegions: true, checkFinite: engine !== 'webgpu' },
        ),
        {
          margin: 0.2,
        },
      ),
    [...trained, words],
  );
  const wordGradient = grads[words.name] as tf.Tensor;
  // Elsewhere reading costs nothing; on a GPU it would end the step in the middle.
  if (engine !== 'webgpu') wordGradient.dataSync();
  optimizer.applyGradients(
    trained.map((variable) => ({ name: variable.name, tensor: grads[variable.name] as tf.Tensor })),
  );
  const loss = value.dataSync()[0] as number;
  tf.dispose([value, ...Object.values(grads)]);
  return loss;
}

/** Multiply-adds per second, in billions, of the largest product of a step: the best of five. */
function productSpeed(): number {
  const { batch, regions: k, depth } = sizes;
  const [a, b] = [tf.ones([batch * k, depth]), tf.ones([depth, depth])];
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    tf.matMul(a, b).dispose();
    return (performance.now() - before) / 1000;
  });
  return (batch * k * depth * depth) / Math.min(...times) / 1e9;
}

const gpuCalls = calls ? countGpuCalls() : undefined;
const times = kernels ? timeKernels(tf.getBackend()) : undefined;
const seconds: number[] = [];
let loss = 0;
const start = performance.now();
for (let i = 0; i < steps; i++) {
  gpuCalls?.read(1);
  times?.clear(); // keeps only the last step, after the warm-up
  const before = performance.now();
  loss = step();
  seconds.push((performance.now() - before) / 1000);
  if ((performance.now() - start) / 1000 > budgetSeconds) break;
}
const counted = gpuCalls && { calls: gpuCalls.read(1) };
const report = times && { kernels: Object.fromEntries(times), productGmacs: productSpeed() };
console.log(JSON.stringify({ seconds, peakMiB: process.resourceUsage().maxRSS / 1024, loss, ...report, ...counted }));
// The threads of a GPU's driver would keep the process alive.
process.stdout.write('', () => process.exit(0));
