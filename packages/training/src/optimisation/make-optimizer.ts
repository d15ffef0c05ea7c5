import type { NamedWeight } from '@rs-sam/models';
import { ConfigurationError } from '../configuration/configuration-error';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { adamStep } from './adam-step';
import { sgdStep } from './sgd-step';
import type { StepOptimizer } from './step-optimizer';
import { decayingWeights, withWeightDecay } from './weight-decay';

/**
 * The optimiser of a configuration.
 *
 * @param ofModel the model's weights.
 * @param ofLoss the weights of the loss, which follow them in the order of the gradients; they do not decay.
 * @throws ConfigurationError for a weight decay of a model without weights that decay.
 */
export function makeOptimizer(
  { optimizer, momentum, weightDecay }: TrainingConfiguration,
  ofModel: readonly NamedWeight[],
  ofLoss: readonly NamedWeight[],
): StepOptimizer {
  const decaying = decayingWeights(ofModel);
  if (weightDecay > 0 && decaying.length === 0) {
    const expected = '0: this model has no weight whose name ends in "kernel"';
    throw new ConfigurationError([{ field: 'weightDecay', value: weightDecay, expected }]);
  }
  const variables = [...ofModel, ...ofLoss].map(({ variable }) => variable);
  if (optimizer === 'sgd') return sgdStep(variables, momentum);
  return weightDecay === 0 ? adamStep(variables) : withWeightDecay(adamStep(variables), decaying, weightDecay);
}
