import { scoreAllPairs, tripletLoss, wordMask } from '@rs-sam/core';
import { adam } from '@rs-sam/tfjs-backend';
import * as tf from '@tensorflow/tfjs-core';
import { median } from '../median';
import { randomGate } from '../step/random-gate';
import { lengthOf } from '../step/workload';
import { countDispatches } from './count-dispatches';
import { openPartEngine } from './open-part-engine';
import type { StepRequest } from './requests';

/**
 * The step of `pnpm bench step`: gradients of words and gate, Adam on the gate. Nothing is read but the loss of the last step, as a training
 * does that reads its losses later. `ms` has everything; `msEncoding` is the time in which the program gives the work to the engine.
 */
export async function* stepPart({ engine, direction, sizes, warmUp, steps }: StepRequest): AsyncGenerator<object> {
  const identity = await openPartEngine(engine);
  const counted = countDispatches();
  const { batch, regions: k, words: n, depth } = sizes;
  const regions = tf.relu(tf.randomNormal<tf.Rank.R3>([batch, k, depth], 0.3, 1, 'float32', 1)) as tf.Tensor3D;
  const words = tf.variable(tf.randomNormal<tf.Rank.R3>([batch, n, depth], 0, 0.5, 'float32', 2));
  const mask = wordMask(
    Array.from({ length: batch }, (_, i) => lengthOf(i, sizes)),
    n,
  );
  const gate = randomGate(depth);
  const weights = {
    gateKernel: tf.variable(gate.gateKernel),
    gateBias: tf.variable(gate.gateBias),
    candidateKernel: tf.variable(gate.candidateKernel),
    candidateBias: tf.variable(gate.candidateBias),
  };
  const trained = Object.values(weights) as unknown as tf.Variable[];
  const all = { regions, words: words as unknown as tf.Tensor3D, wordMask: mask, weights: weights as never };
  const optimizer = adam({ learningRate: 5e-4 });
  const step = (): tf.Scalar => {
    const { value, grads } = tf.variableGrads(
      () => tripletLoss(scoreAllPairs(all, { direction, frozenRegions: true, checkFinite: false }), { margin: 0.2 }),
      [...trained, words as unknown as tf.Variable],
    );
    optimizer.applyGradients(trained.map(({ name }) => ({ name, tensor: grads[name] as tf.Tensor })));
    tf.dispose(Object.values(grads));
    return value;
  };
  const losses: number[] = [];
  const begin = performance.now();
  for (let i = 0; i < warmUp; i++) {
    const loss = step();
    losses.push((await loss.data())[0] as number);
    loss.dispose();
  }
  const warmUpSeconds = (performance.now() - begin) / 1000;
  const before = counted();
  const encoding: number[] = [];
  const start = performance.now();
  let last: tf.Scalar | undefined;
  for (let i = 0; i < steps; i++) {
    const from = performance.now();
    last?.dispose();
    last = step();
    encoding.push(performance.now() - from);
  }
  losses.push((await (last as tf.Scalar).data())[0] as number);
  const ms = (performance.now() - start) / steps;
  const { dispatches, submits } = counted();
  yield {
    ...{ engine: identity, direction, sizes, ms, msEncoding: median(encoding), warmUpSeconds },
    dispatches: (dispatches - before.dispatches) / steps,
    submits: (submits - before.submits) / steps,
    ...{ losses, memory: tf.memory() },
  };
}
