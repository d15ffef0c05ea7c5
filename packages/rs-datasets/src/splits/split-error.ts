import { DatasetError } from '../errors/dataset-error';

/** A split that cannot be made, or that does not fit the data set. */
export class SplitError extends DatasetError {
  override readonly name = 'SplitError';
  override readonly code = 'RS_SAM_SPLIT';
}
