import { RsSamError } from '@rs-sam/foundation/errors';

/** A checkpoint that cannot be loaded. */
export class CheckpointError extends RsSamError {
  override readonly name = 'CheckpointError';
  override readonly code = 'RS_SAM_CHECKPOINT';

  constructor(
    /** The file with the problem. */
    readonly file: string,
    readonly problem: string,
    /** What to do next. */
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
  }
}
