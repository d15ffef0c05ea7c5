import { DatasetError } from '../errors/dataset-error';

/** A synthetic data set that cannot be made with these options. */
export class SyntheticError extends DatasetError {
  override readonly name = 'SyntheticError';
  override readonly code = 'RS_SAM_SYNTHETIC';
}
