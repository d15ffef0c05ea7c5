import { RsSamError } from '@rs-sam/foundation/errors';

/** The loss of a step became NaN or infinite. */
export class FineTuningDivergedError extends RsSamError {
  override readonly name = 'FineTuningDivergedError';
  override readonly code = 'RS_SAM_FINE_TUNING_DIVERGED';

  constructor(
    readonly epoch: number,
    readonly learningRate: number,
  ) {
    super(`The loss became NaN or infinite in epoch ${epoch}. Choose a smaller learning rate than ${learningRate}.`);
  }
}
