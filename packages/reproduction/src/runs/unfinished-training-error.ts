import { RsSamError } from '@rs-sam/foundation/errors';

/** A training of a plan ended without a checkpoint. */
export class UnfinishedTrainingError extends RsSamError {
  override readonly name = 'UnfinishedTrainingError';
  override readonly code = 'RS_SAM_UNFINISHED_TRAINING';

  constructor(readonly folder: string) {
    super(`The training in ${folder} ended without a checkpoint. Delete the folder and rerun.`);
  }
}
