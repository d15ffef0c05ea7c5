import { RsSamError } from '@rs-sam/foundation/errors';

/** A page cannot show an image file. */
export class PageImageError extends RsSamError {
  override readonly name = 'PageImageError';
  override readonly code = 'RS_SAM_PAGE_IMAGE';

  constructor(
    readonly file: string,
    problem: string,
    cause?: unknown,
  ) {
    super(
      `${file} cannot be shown: ${problem}. Check that the folder of the images is right, and that the file is complete.`,
      { cause },
    );
  }
}
