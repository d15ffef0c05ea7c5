import { CheckpointError } from '@rs-sam/models';
import { descend } from '@rs-sam/tfjs-backend';
import { add, clone, mul, sub, type Tensor, tidy, type Variable, variable, zerosLike } from '@tensorflow/tfjs-core';
import type { StepOptimizer, Weights } from './step-optimizer';

/**
 * `v ← μ v + g`, `w ← w − η v`: gradient descent with momentum, as in PyTorch; without momentum, v is not stored.
 *
 * @param momentum μ, 0 for none.
 */
export function sgdStep(weights: Weights, momentum: number): StepOptimizer {
  const velocities: Variable[] =
    momentum === 0 ? [] : weights.map((weight) => tidy(() => variable(zerosLike(weight), false)));
  return {
    apply(gradients, learningRate, scale) {
      if (momentum === 0 && scale !== undefined && descend(weights, gradients, learningRate, scale)) return;
      tidy(() => {
        weights.forEach((weight, i) => {
          const given = gradients[i] as Tensor;
          const gradient = scale === undefined ? given : mul(given, scale);
          const velocity = velocities[i];
          velocity?.assign(add(mul(velocity, momentum), gradient));
          weight.assign(sub(weight, mul(velocity ?? gradient, learningRate)));
        });
      });
    },
    state: () => Object.fromEntries(velocities.map((velocity, i) => [`velocity/${i}`, velocity])),
    restore(state) {
      velocities.forEach((velocity, i) => {
        const saved = state[`velocity/${i}`];
        if (saved === undefined) {
          const remedy = 'The state is of another optimiser: start a new run in another folder.';
          throw new CheckpointError('state.safetensors', `The state of SGD lacks velocity/${i}.`, remedy);
        }
        velocity.assign(clone(saved));
      });
    },
    dispose() {
      for (const velocity of velocities) velocity.dispose();
    },
  };
}
