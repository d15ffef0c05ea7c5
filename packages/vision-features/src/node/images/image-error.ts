import { RsSamError } from '@rs-sam/foundation/errors';

export interface ImageErrorOptions extends ErrorOptions {
  /** Whether the file may be complete and correct, and only its format or content is not supported. Default: false. */
  readonly unsupported?: boolean;
}

/** An image cannot be used: which, why, and what to do. */
export class ImageError extends RsSamError {
  override readonly name = 'ImageError';
  override readonly code = 'RS_SAM_IMAGE';
  /** Whether the file may be complete and correct, and only its format or content is not supported. */
  readonly unsupported: boolean;

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    { unsupported = false, ...options }: ImageErrorOptions = {},
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
    this.unsupported = unsupported;
  }
}
