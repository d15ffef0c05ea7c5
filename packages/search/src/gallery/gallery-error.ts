import { RsSamError } from '@rs-sam/foundation/errors';

/** A gallery cannot be used: which, why, and what to do. */
export class GalleryError extends RsSamError {
  override readonly name: string = 'GalleryError';
  override readonly code: `RS_SAM_${string}` = 'RS_SAM_GALLERY';

  constructor(
    /** The folder or address of the gallery. */
    readonly gallery: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${gallery}: ${problem} ${remedy}`, options);
  }
}

/** The gallery was made by another model, or in another way, than what is at hand. */
export class GalleryMismatchError extends GalleryError {
  override readonly name = 'GalleryMismatchError';
  override readonly code = 'RS_SAM_GALLERY_MISMATCH';

  constructor(
    gallery: string,
    /** What differs, in words. */
    readonly subject: string,
    readonly stored: unknown,
    readonly given: unknown,
    remedy: string,
  ) {
    super(
      gallery,
      `The gallery was made with ${subject} ${JSON.stringify(stored)}, not ${JSON.stringify(given)}.`,
      remedy,
    );
  }
}

/** An id that no item of the gallery has. */
export class NoItemError extends RsSamError {
  override readonly name = 'NoItemError';
  override readonly code = 'RS_SAM_NO_ITEM';

  constructor(readonly id: string) {
    super(`The gallery has no item ${JSON.stringify(id)}.`);
  }
}
