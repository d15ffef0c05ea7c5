import { RsSamError } from '@rs-sam/foundation/errors';

/** A request cannot be answered: with which status, and why. */
export class RequestError extends RsSamError {
  override readonly name = 'RequestError';

  constructor(
    readonly status: number,
    override readonly code: `RS_SAM_${string}`,
    message: string,
  ) {
    super(message);
  }
}
