import { RsSamError } from '@rs-sam/foundation/errors';

/** A score is NaN, which has no place in any order. */
export class NotANumberError extends RsSamError {
  override readonly name = 'NotANumberError';
  override readonly code = 'RS_SAM_NOT_A_NUMBER';

  constructor(
    /** The row's index, or the id of the query. */
    readonly row: number | string,
    /** The column's index, or the id of the item. */
    readonly column: number | string,
  ) {
    super(
      `The score at row ${row}, column ${column} is NaN, which cannot be ranked. Find out where the model produces it. Use -Infinity for a pair that must never be retrieved.`,
    );
  }
}
