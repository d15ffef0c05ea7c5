import { scoreAllPairs, tripletLoss } from '@rs-sam/core';
import * as tf from '@tensorflow/tfjs-core';
// Registers tfjs's gradients.
import '@tensorflow/tfjs-layers';
import { differenceOf, engineOperations, resultsOf } from '../../packages/tfjs-backend/test/engine-operations';
import { stepInputs } from '../step/step-inputs';
import type { StepSizes } from '../step/workload';
import { openPartEngine } from './open-part-engine';
import type { ParityRequest } from './requests';

type Direction = 'i2t' | 't2i';

const STEPS: readonly (readonly [string, Direction, StepSizes, object])[] = (['i2t', 't2i'] as const).flatMap(
  (direction) => {
    const small = { batch: 4, regions: 6, words: 5, depth: 16 };
    const tuned = { clip: 'leaky', candidate: 'tanh', frozenRegions: false, normalizeOver: 'words' };
    return [
      ['small', direction, small, {}],
      ['small, options of tuned', direction, small, tuned],
      ['medium', direction, { batch: 6, regions: 16, words: 9, depth: 128 }, {}],
      ['medium, options of tuned', direction, { batch: 6, regions: 16, words: 9, depth: 128 }, tuned],
    ] as const;
  },
);

/** Scores, loss and gradients of a step on the current engine; the inputs are made by tfjs's seeded generators, in JavaScript. */
function stepNumbers(direction: Direction, sizes: StepSizes, options: object): Float32Array[] {
  return tf.tidy(() => {
    const { operands, trained: weights, words } = stepInputs(sizes);
    const regions = tf.variable(operands.regions);
    const how = { direction, frozenRegions: true, ...options };
    const score = () => scoreAllPairs({ ...operands, regions: regions as unknown as tf.Tensor3D }, how as never);
    const trained = [...weights, words];
    const { value, grads } = tf.variableGrads(() => tripletLoss(score(), { margin: 0.2 }), trained);
    const tensors = [score(), value, ...trained.map(({ name }) => grads[name] as tf.Tensor)];
    const numbers = tensors.map((tensor) => Float32Array.from(tensor.dataSync()));
    for (const variable of [...trained, regions]) (variable as tf.Tensor).dispose();
    return numbers;
  });
}

/** Differences from tfjs in JavaScript, relative to the largest number of each tensor. */
export async function* parityPart({ engine }: ParityRequest): AsyncGenerator<object> {
  const identity = await openPartEngine(engine);
  const steps = STEPS.map(([, ...step]) => stepNumbers(...step));
  const operations = Object.entries(engineOperations).map(([name, run]) => {
    try {
      return [name, resultsOf(run)] as const;
    } catch (error) {
      return [name, (error as Error).message] as const;
    }
  });
  await openPartEngine('cpu');
  const differences: number[] = [];
  for (const [at, [name, direction, sizes, options]] of STEPS.entries()) {
    const difference = differenceOf(steps[at] as Float32Array[], stepNumbers(direction, sizes, options));
    differences.push(difference);
    yield { step: name, direction, difference };
  }
  const wrong: object[] = [];
  let worst = 0;
  for (const [name, results] of operations) {
    const difference =
      typeof results === 'string'
        ? results
        : differenceOf(results, resultsOf(engineOperations[name] as () => tf.Tensor));
    if (typeof difference === 'number') worst = Math.max(worst, difference);
    if (typeof difference === 'string' || !(difference < 2e-5)) wrong.push({ name, difference });
  }
  const worstOfSteps = Math.max(...differences);
  yield {
    engine: identity,
    operations: operations.length,
    wrong,
    worst,
    worstOfSteps,
    ok: wrong.length === 0 && worstOfSteps < 1e-5,
  };
}
