import { RsSamError } from '@rs-sam/foundation/errors';
/** A feature store cannot be used: which one, why, and what to do. */
export class FeatureStoreError extends RsSamError {
  override readonly name: string = 'FeatureStoreError';
  override readonly code: `RS_SAM_${string}` = 'RS_SAM_FEATURE_STORE';

  constructor(
    readonly folder: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${folder}: ${problem} ${remedy}`, options);
  }
}

/** A field of a store that differs from what was requested. */
export interface FieldDifference {
  readonly field: string;
  readonly stored: unknown;
  readonly wanted: unknown;
}

/** The store was made from something else, or with other settings. */
export class StoreMismatchError extends FeatureStoreError {
  override readonly name = 'StoreMismatchError';
  override readonly code = 'RS_SAM_STORE_MISMATCH';

  constructor(
    folder: string,
    readonly differences: readonly FieldDifference[],
    remedy: string,
  ) {
    const told = differences.map(
      ({ field, stored, wanted }) => `${field} is ${JSON.stringify(stored)}, not ${JSON.stringify(wanted)}`,
    );
    super(folder, `This feature store does not match: ${told.join('; ')}.`, remedy);
  }
}

/** The store has no features of a requested image. */
export class MissingImageError extends FeatureStoreError {
  override readonly name = 'MissingImageError';
  override readonly code = 'RS_SAM_MISSING_IMAGE';

  constructor(
    folder: string,
    /** The requested key. */
    readonly image: string,
    problem: string,
    remedy: string,
  ) {
    super(folder, problem, remedy);
  }
}
