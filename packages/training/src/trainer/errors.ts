import { RsSamError } from '@rs-sam/foundation/errors';

/** The loss or a gradient became NaN or infinite. */
export class TrainingDivergedError extends RsSamError {
  override readonly name = 'TrainingDivergedError';
  override readonly code = 'RS_SAM_TRAINING_DIVERGED';

  constructor(
    readonly step: number,
    readonly loss: number,
    readonly gradientNorm: number,
    readonly files: readonly string[],
  ) {
    super(
      `At step ${step} the loss is ${loss} and the gradients' norm ${gradientNorm}, of the images ${files.slice(0, 3).join(', ')} and others. Lower learningRate, set gradientClip, or look for NaN in the feature store; the last checkpoint was saved before this step.`,
    );
  }
}

/** The folder has another run. */
export class RunMismatchError extends RsSamError {
  override readonly name = 'RunMismatchError';
  override readonly code = 'RS_SAM_RUN_MISMATCH';

  constructor(
    readonly folder: string,
    /** What differs. */
    readonly field: string,
    readonly found: unknown,
    readonly expected: unknown,
  ) {
    super(
      `${folder} has a run with ${field} ${JSON.stringify(found)}, and this one has ${JSON.stringify(expected)}. Name another folder, or use the same ${field}.`,
    );
  }
}
