import { RsSamError } from '@rs-sam/foundation/errors';

/** A saved tfjs model cannot be read, or a model cannot be saved in tfjs's format. */
export class ModelFileError extends RsSamError {
  override readonly name = 'ModelFileError';
  override readonly code = 'RS_SAM_MODEL_FILE';

  constructor(
    readonly file: string,
    /** The problem and the remedy; the file name before it completes the sentence. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${problem}`, options);
  }
}
