import { DatasetError } from './dataset-error';
import type { Place } from './place';

/** A file does not follow its format: it is cut off or malformed, a field has the wrong type, or lines do not pair up. */
export class CaptionFileError extends DatasetError {
  override readonly name = 'CaptionFileError';
  override readonly code = 'RS_SAM_CAPTION_FILE';

  constructor(
    override readonly place: Place,
    problem: string,
    remedy: string,
    cause?: unknown,
  ) {
    super(problem, remedy, place, cause);
  }
}
