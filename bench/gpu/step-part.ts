import { scoreAllPairs, tripletLoss } from '@rs-sam/core';
import { adam } from '@rs-sam/tfjs-backend';
import * as tf from '@tensorflow/tfjs-core';
import { median } from '../median';
import { countGpuCalls, dispatchesOf } from '../step/gpu-calls';
import { stepInputs } from '../step/step-inputs';
import { openPartEngine } from './open-part-engine';
import type { StepRequest } from './requests';

/**
 * The step of `pnpm bench step`: gradients of words and gate, Adam on the gate. Nothing is read but the loss of the last step, as a training
 * does that reads its losses later. `ms` has everything; `msEncoding` is the time in which the program gives the work to the engine.
 */
export async function* stepPart({ engine, direction, sizes, warmUp, steps }: StepRequest): AsyncGenerator<object> {
  const identity = await openPartEngine(engine);
  const calls = countGpuCalls();
  const { operands, trained, words } = stepInputs(sizes);
  const optimizer = adam({ learningRate: 5e-4 });
  const step = (): tf.Scalar => {
    const { value, grads } = tf.variableGrads(
      () =>
        tripletLoss(scoreAllPairs(operands, { direction, frozenRegions: true, checkFinite: false }), { margin: 0.2 }),
      [...trained, words],
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
  calls.read(1);
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
  const counted = calls.read(steps);
  yield {
    ...{ engine: identity, direction, sizes, ms, msEncoding: median(encoding), warmUpSeconds },
    ...{ dispatches: dispatchesOf(counted), submits: counted.submits },
    ...{ losses, memory: tf.memory() },
  };
}
