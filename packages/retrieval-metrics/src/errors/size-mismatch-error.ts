import { RsSamError } from '@rs-sam/foundation/errors';

/** A length or a count differs from the one that it has to match. */
export class SizeMismatchError extends RsSamError {
  override readonly name = 'SizeMismatchError';
  override readonly code = 'RS_SAM_SIZE_MISMATCH';

  constructor(
    /** What has the wrong size, as `Length of score row 3`. */
    readonly what: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`${what}: expected ${expected}, got ${actual}.`);
  }
}
