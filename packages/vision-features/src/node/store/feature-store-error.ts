/** What every error about a feature store says: which one, what is wrong with it, and what to do next. */
export class FeatureStoreError extends Error {
  override readonly name: string = 'FeatureStoreError';

  constructor(
    readonly folder: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${folder}: ${problem} ${remedy}`, options);
  }
}

/** A field of a store that is not what was asked for. */
export interface FieldDifference {
  readonly field: string;
  readonly stored: unknown;
  readonly wanted: unknown;
}

/** The store was made from something else, or in another way. */
export class ForeignStoreError extends FeatureStoreError {
  override readonly name = 'ForeignStoreError';

  constructor(
    folder: string,
    readonly differences: readonly FieldDifference[],
    remedy: string,
  ) {
    const print = (value: unknown) => JSON.stringify(value) ?? 'nothing';
    const told = differences.map(({ field, stored, wanted }) => `${field} is ${print(stored)}, not ${print(wanted)}`);
    super(folder, `This feature store is of another kind: ${told.join('; ')}.`, remedy);
  }
}

/** An image whose features are asked for is not in the store. */
export class MissingImageError extends FeatureStoreError {
  override readonly name = 'MissingImageError';

  constructor(
    folder: string,
    readonly image: string,
    problem: string,
    remedy: string,
  ) {
    super(folder, problem, remedy);
  }
}
