import { RsSamError } from '@rs-sam/foundation/errors';

/** An image cannot be used: which, why, and what to do. */
export class ImageError extends RsSamError {
  override readonly name = 'ImageError';
  override readonly code = 'RS_SAM_IMAGE';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
  }
}
