import { RsSamError } from '@rs-sam/foundation/errors';

/** An extraction cannot start as requested, or stopped. The steps that were finished are kept. */
export class ExtractionError extends RsSamError {
  override readonly name: string = 'ExtractionError';
  override readonly code: `RS_SAM_${string}` = 'RS_SAM_EXTRACTION';
}

/** An image could not be read, and `onBroken` is `fail`. */
export class BrokenImageError extends ExtractionError {
  override readonly name = 'BrokenImageError';
  override readonly code = 'RS_SAM_BROKEN_IMAGE';

  constructor(
    readonly image: string,
    readonly reason: string,
    remedy = 'Fix the file and rerun, or skip broken images (--on-broken skip). The images that were finished are kept.',
  ) {
    super(`${image}: ${reason} ${remedy}`);
  }
}
