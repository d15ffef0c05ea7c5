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
      `At step ${step} the loss is ${loss} and the gradients' norm is ${gradientNorm}, for the images ${files.slice(0, 3).join(', ')} and others. Lower learningRate, set gradientClip, or look for NaN in the feature store. The last checkpoint was saved before this step.`,
    );
  }
}

/** The folder contains another run. */
export class RunMismatchError extends RsSamError {
  override readonly name = 'RunMismatchError';
  override readonly code = 'RS_SAM_RUN_MISMATCH';

  constructor(
    readonly folder: string,
    /** The field that differs. */
    readonly field: string,
    readonly found: unknown,
    readonly expected: unknown,
  ) {
    super(
      `${folder} contains a run with ${field} ${JSON.stringify(found)}, but this run has ${JSON.stringify(expected)}. Name another folder, or use the same ${field}.`,
    );
  }
}
