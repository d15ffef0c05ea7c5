import { encodeCaptions, type NamedWeight } from '@rs-sam/models';
import { gradientScale } from '@rs-sam/tfjs-backend';
import {
  keep,
  type Scalar,
  type Tensor,
  type Tensor1D,
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
interface StepOutcome {
  /** A sum over the pairs of the batch and both directions, see `TrainingLoss`. */
  readonly loss: number;
  /** ‖g‖₂ before it was clipped. */
  readonly gradientNorm: number;
}

/** A step whose metrics may not have been read from the engine yet. */
export interface StartedStep {
  /** Undefined: the engine computes the step while the program goes on, so `read` waits. */
  readonly outcome: StepOutcome | undefined;
  read(): Promise<StepOutcome>;
}

/**
 * One step of training: scores of all pairs of the batch, the loss, gradients, clip, update, averages.
 *
 * Nothing is read in the middle of a step on an engine that computes beside the program. There the weights of a step whose loss or gradient
 * is not finite are wrong; the caller reads the outcome before it uses them elsewhere. On the other engines such a step changes nothing.
 */
export function trainStep(batch: HostBatch, options: StepOptions): StartedStep {
  const { session, learningRate, gradientClip } = options;
  const { model, loss, optimizer, averages } = session;
  const variables = [...model.weights, ...loss.weights].map(variableOf);
  let started!: StartedStep;
  tidy(() => {
    const { value, grads } = variableGrads(() => batchLoss(batch, options), variables);
    const gradients = variables.map((variable) => (grads[variable.name] as Tensor | null) ?? zerosLike(variable));
    const scaled = gradientScale(value, gradients, gradientClip);
    const update = (given: readonly Tensor[], scale?: Scalar) => {
      optimizer.apply(given, learningRate, scale);
      loss.limitScale();
      averages?.update();
    };
    if (scaled === undefined) {
      const lossOfBatch = value.dataSync()[0] as number;
      const clipped = clipGradients(gradients, gradientClip);
      if (Number.isFinite(lossOfBatch) && Number.isFinite(clipped.norm)) update(clipped.gradients);
      started = finished({ loss: lossOfBatch, gradientNorm: clipped.norm });
    } else {
      update(gradients, scaled.scale);
      started = pending(keep(scaled.outcome));
    }
  });
  return started;
}

function finished(outcome: StepOutcome): StartedStep {
  return { outcome, read: () => Promise.resolve(outcome) };
}

/** Asks the engine for the numbers now, so that they arrive while the next step is prepared. */
function pending(outcome: Tensor1D): StartedStep {
  const reading = outcome.data().finally(() => outcome.dispose());
  // The error of a device that was lost reaches whoever reads, and no one if the training ends for another reason.
  reading.catch(() => {});
  return {
    outcome: undefined,
    read: async () => {
      const [loss, gradientNorm] = (await reading) as unknown as [number, number];
      return { loss, gradientNorm };
    },
  };
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
