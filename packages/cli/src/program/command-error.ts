import { RsSamError } from '@rs-sam/foundation/errors';

/** A command completed, but its result is a failure; the exit code is 1. */
export class CommandError extends RsSamError {
  override readonly name = 'CommandError';
  override readonly code = 'RS_SAM_COMMAND';
}
