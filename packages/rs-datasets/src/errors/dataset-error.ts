import { RsSamError } from '@rs-sam/foundation/errors';
import { formatPlace, type Place } from './place';

/** The base class of what this package throws about data: where, what is wrong there, and what to do next. */
export class DatasetError extends RsSamError {
  override readonly name: string = 'DatasetError';
  override readonly code: RsSamError['code'] = 'RS_SAM_DATASET';

  constructor(
    readonly problem: string,
    readonly remedy: string,
    readonly place: Place | null = null,
    cause?: unknown,
  ) {
    super(`${place ? `${formatPlace(place)}: ` : ''}${problem} ${remedy}`, cause === undefined ? undefined : { cause });
  }

  /** The file that the error is about, relative to the data set's folder. */
  get file(): string | null {
    return this.place?.file ?? null;
  }
}
