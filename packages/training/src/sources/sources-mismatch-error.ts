import { RsSamError } from '@rs-sam/foundation/errors';

/** The features of two data sets of one training are of different kinds. */
export class SourcesMismatchError extends RsSamError {
  override readonly name = 'SourcesMismatchError';
  override readonly code = 'RS_SAM_SOURCES_MISMATCH';

  /** @param first, second the names of the data sets, and their values of the field. */
  constructor(
    readonly field: string,
    readonly first: readonly [name: string, value: unknown],
    readonly second: readonly [name: string, value: unknown],
  ) {
    const [a, b] = [first, second].map(([name, value]) => `${JSON.stringify(value)} in ${name}`);
    super(
      `The features have ${field} ${a} and ${b}: one training needs features of one kind. Extract both data sets with the same settings.`,
    );
  }
}
