import { RsSamError } from '@rs-sam/foundation/errors';

/** A saved tfjs model cannot be read, or a model cannot be saved in tfjs's format. */
export class ModelFileError extends RsSamError {
  override readonly name = 'ModelFileError';
  override readonly code = 'RS_SAM_MODEL_FILE';

  constructor(
    readonly file: string,
    /** What is wrong and what to do, as the rest of a sentence that begins with the file. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${problem}`, options);
  }
}
