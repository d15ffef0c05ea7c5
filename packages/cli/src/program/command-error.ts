import { RsSamError } from '@rs-sam/foundation/errors';

/** The command did its work, and the result is a failure; ends it with exit code 1. */
export class CommandError extends RsSamError {
  override readonly name = 'CommandError';
  override readonly code = 'RS_SAM_COMMAND';
}
