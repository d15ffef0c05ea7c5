import { encodeCaptions, type NamedWeight } from '@rs-sam/models';
import {
  type Scalar,
  type Tensor,
  tensor3d,
  tidy,
  type Variable,
  variableGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { clipGradients } from '../optimisation/clip-gradients';
import type { HostBatch } from '../sampling/batch-stream';
import type { TrainingSession } from './session';

/** The inputs of a step besides its batch. */
export interface StepOptions {
  readonly session: Pick<TrainingSession, 'model' | 'words' | 'loss' | 'optimizer' | 'averages'>;
  readonly learningRate: number;
  readonly gradientClip: number | null;
  readonly dropoutSeed: number;
}

/** The metrics of a step. */
export interface StepOutcome {
  /** A sum over the pairs of the batch and both directions, see `TrainingLoss`. */
  readonly loss: number;
  /** ‖g‖₂ before it was clipped. */
  readonly gradientNorm: number;
}

/** One step of training: scores of all pairs of the batch, the loss, gradients, clip, update, averages. */
export function trainStep(batch: HostBatch, options: StepOptions): StepOutcome {
  const { session, learningRate, gradientClip } = options;
  const { model, loss, optimizer, averages } = session;
  const variables = [...model.weights, ...loss.weights].map(variableOf);
  return tidy(() => {
    const { value, grads } = variableGrads(() => batchLoss(batch, options), variables);
    const gradients = variables.map((variable) => (grads[variable.name] as Tensor | null) ?? zerosLike(variable));
    const lossOfBatch = value.dataSync()[0] as number;
    const clipped = clipGradients(gradients, gradientClip);
    if (Number.isFinite(lossOfBatch) && Number.isFinite(clipped.norm)) {
      optimizer.apply(clipped.gradients, learningRate);
      loss.limitScale();
      averages?.update();
    }
    return { loss: lossOfBatch, gradientNorm: clipped.norm };
  });
}

function batchLoss({ pairs, regions, regionsShape }: HostBatch, options: StepOptions): Scalar {
  const { session, dropoutSeed } = options;
  const { model, words, loss } = session;
  const images = model.encodeImages(tensor3d(regions, [...regionsShape]), { dropoutSeed });
  const captions = pairs.map(({ ids }) => ids);
  const texts = encodeCaptions(model, captions, words, dropoutSeed);
  return loss.of(model.score(images, texts), pairs);
}

function variableOf({ variable }: NamedWeight): Variable {
  return variable;
}
