import type { NamedWeight } from '@rs-sam/models';
import { mul, tidy } from '@tensorflow/tfjs-core';
import type { StepOptimizer, Weights } from './step-optimizer';

/**
 * `w ← (1 − η λ) w` before each step of the optimiser, with the learning rate η of the step: decoupled weight decay, with Adam AdamW
 * (Loshchilov and Hutter 2019), as in PyTorch.
 *
 * @param weights those that decay, see `decayingWeights`.
 * @param rate λ
 */
export function withWeightDecay(optimizer: StepOptimizer, weights: Weights, rate: number): StepOptimizer {
  return {
    ...optimizer,
    apply(gradients, learningRate, scale) {
      for (const weight of weights) tidy(() => weight.assign(mul(weight, 1 - learningRate * rate)));
      optimizer.apply(gradients, learningRate, scale);
    },
  };
}

/**
 * The kernels: weights that multiply features, whose names end in `kernel`. Biases do not decay. Embeddings do not either: the vector of a
 * rare word has a gradient in few steps and would decay in all of them.
 */
export function decayingWeights(weights: readonly NamedWeight[]): Weights {
  return weights.filter(({ name }) => /kernel$/i.test(name)).map(({ variable }) => variable);
}
