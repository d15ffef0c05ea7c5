import { adam } from '@rs-sam/tfjs-backend';
import type { StepOptimizer, Weights } from './step-optimizer';

/** Adam with the decays of its paper (Kingma and Ba 2015) and ε = 1e-8, as in PyTorch. */
export function adamStep(weights: Weights): StepOptimizer {
  const optimizer = adam({ epsilon: 1e-8 });
  return {
    apply(gradients, learningRate, scale) {
      optimizer.setLearningRate(learningRate);
      const named = weights.map(({ name }, i) => ({ name, tensor: gradients[i] as (typeof gradients)[number] }));
      if (scale === undefined) optimizer.applyGradients(named);
      else optimizer.applyScaled(named, scale);
    },
    state: () => optimizer.state(),
    restore: (state) => optimizer.restore(state),
    dispose: () => optimizer.dispose(),
  };
}
