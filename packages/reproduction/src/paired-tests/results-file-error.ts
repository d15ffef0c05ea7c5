import { RsSamError } from '@rs-sam/foundation/errors';

/** A file beside the results cannot be used: it is damaged, or of another release. */
export class ResultsFileError extends RsSamError {
  override readonly name = 'ResultsFileError';
  override readonly code = 'RS_SAM_RESULTS_FILE';

  constructor(
    readonly file: string,
    problem: string,
    remedy: string,
  ) {
    super(`${file} ${problem}. ${remedy}`);
  }
}
