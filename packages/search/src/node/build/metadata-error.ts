import { RsSamError } from '@rs-sam/foundation/errors';

/** A file of metadata cannot be read: which, where, and what to do. */
export class MetadataError extends RsSamError {
  override readonly name = 'MetadataError';
  override readonly code = 'RS_SAM_METADATA';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
  }
}
