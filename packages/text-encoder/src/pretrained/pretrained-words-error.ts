import { RsSamError } from '@rs-sam/foundation/errors';

/** A table of pretrained words cannot be read. */
export class PretrainedWordsError extends RsSamError {
  override readonly name = 'PretrainedWordsError';
  override readonly code = 'RS_SAM_PRETRAINED_WORDS';

  constructor(
    /** The file, or what stands for it. */
    readonly file: string,
    readonly problem: string,
    /** What to do next. */
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
  }
}
