import { wordMask } from '@rs-sam/core';
import * as tf from '@tensorflow/tfjs-core';
import { randomGate } from './random-gate';
import { lengthOf, type StepSizes } from './workload';

/** The operands of a step, the same on every engine: tfjs's seeded generators compute in JavaScript. */
export function stepInputs(sizes: StepSizes) {
  const { batch, regions: k, words: n, depth } = sizes;
  // Regions like those of a CNN: non-negative, a third of the values 0. They are frozen, so they have no gradient.
  const regions = tf.relu(tf.randomNormal<tf.Rank.R3>([batch, k, depth], 0.3, 1, 'float32', 1)) as tf.Tensor3D;
  // In place of the text encoder's output; the step computes its gradient and no further one.
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
  return {
    /** What `scoreAllPairs` takes. */
    operands: { regions, words: words as unknown as tf.Tensor3D, wordMask: mask, weights: weights as never },
    /** The weights of the gate. */
    trained: Object.values(weights) as unknown as tf.Variable[],
    words: words as unknown as tf.Variable,
  };
}
