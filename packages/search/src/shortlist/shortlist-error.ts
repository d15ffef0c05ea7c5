import { RsSamError } from '@rs-sam/foundation/errors';

/** A shortlist head cannot be used: which, why, and what to do. */
export class ShortlistError extends RsSamError {
  override readonly name = 'ShortlistError';
  override readonly code = 'RS_SAM_SHORTLIST';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${file} ${problem} ${remedy}`);
  }
}
