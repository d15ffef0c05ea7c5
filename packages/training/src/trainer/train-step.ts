import { type Negatives, tripletLoss } from '@rs-sam/core';
import type { NamedWeight, RetrievalModel } from '@rs-sam/models';
import {
  type Scalar,
  type Tensor,
  tensor2d,
  tensor3d,
  tidy,
  type Variable,
  variableGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { clipGradients } from '../optimisation/clip-gradients';
import type { StepOptimizer } from '../optimisation/step-optimizer';
import type { HostBatch } from '../sampling/batch-stream';

/** The inputs of a step besides its batch. */
export interface StepOptions {
  readonly model: RetrievalModel;
  readonly optimizer: StepOptimizer;
  readonly learningRate: number;
  readonly margin: number;
  readonly negatives: Negatives;
  readonly gradientClip: number | null;
  readonly dropoutSeed: number;
}

/** The metrics of a step. */
export interface StepOutcome {
  /** Eq. (18), a sum over the pairs of the batch and both directions. */
  readonly loss: number;
  /** ‖g‖₂ before it was clipped. */
  readonly gradientNorm: number;
}

/** One step of training: scores of all pairs of the batch, the triplet loss of eq. (18), gradients, clip, update. */
export function trainStep(batch: HostBatch, options: StepOptions): StepOutcome {
  const { model, optimizer, learningRate, gradientClip } = options;
  return tidy(() => {
    const { value, grads } = variableGrads(() => batchLoss(batch, options), model.weights.map(variableOf));
    const gradients = model.weights.map(
      ({ variable }) => (grads[variable.name] as Tensor | null) ?? zerosLike(variable),
    );
    const loss = value.dataSync()[0] as number;
    const clipped = clipGradients(gradients, gradientClip);
    if (Number.isFinite(loss) && Number.isFinite(clipped.norm)) optimizer.apply(clipped.gradients, learningRate);
    return { loss, gradientNorm: clipped.norm };
  });
}

function batchLoss({ pairs, regions, regionsShape, ids, idsShape }: HostBatch, options: StepOptions): Scalar {
  const { model, margin, negatives, dropoutSeed } = options;
  const images = model.encodeImages(tensor3d(regions, [...regionsShape]), { dropoutSeed });
  const texts = model.encodeTexts(tensor2d(ids, [...idsShape], 'int32'), { dropoutSeed });
  return tripletLoss(model.score(images, texts), {
    margin,
    negatives,
    images: pairs.map(({ image }) => image),
    captions: pairs.map(({ captionKey }) => captionKey),
    // With class negatives every class is known.
    labels: pairs.map(({ className }) => className ?? ''),
  });
}

function variableOf({ variable }: NamedWeight): Variable {
  return variable;
}
