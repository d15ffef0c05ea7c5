import { RsSamError } from '@rs-sam/foundation/errors';

/** A TREC file cannot be read: it is missing, no plain file, or no text. */
export class TrecFileError extends RsSamError {
  override readonly name = 'TrecFileError';
  override readonly code = 'RS_SAM_TREC_FILE';

  constructor(
    readonly file: string,
    /** The end of the sentence "run.txt …". */
    reason: string,
    cause?: unknown,
  ) {
    super(`${file} ${reason}.`, cause === undefined ? undefined : { cause });
  }
}
