import { DatasetError } from '../errors/dataset-error';
import type { Place } from '../errors/place';

/** No caption file was recognised, or more than one was. */
export class UnknownFormatError extends DatasetError {
  override readonly name = 'UnknownFormatError';
  override readonly code = 'RS_SAM_UNKNOWN_FORMAT';

  constructor(
    problem: string,
    remedy: string,
    /** The files that could have been meant. */
    readonly candidates: readonly string[],
    place: Place | null = null,
  ) {
    super(problem, remedy, place);
  }
}
