import { RsSamError } from '@rs-sam/foundation/errors';

/** A score is NaN, which has no place in any order; or the value of a query is, which no statistic can use. */
export class NotANumberError extends RsSamError {
  override readonly name = 'NotANumberError';
  override readonly code = 'RS_SAM_NOT_A_NUMBER';

  constructor(
    /** The row's index, or the id of the query. For a value of a query: its index. */
    readonly row: number | string,
    /** The column's index, or the id of the item. For a value of a query: the list or the system that has it. */
    readonly column: number | string,
    /** What is NaN. */
    what: 'score' | 'value' = 'score',
  ) {
    super(
      what === 'score'
        ? `The score at row ${row}, column ${column} is NaN, which cannot be ranked. Find out where the model produces it. Use -Infinity for a pair that must never be retrieved.`
        : `The value of query ${row} in ${column} is NaN. Find out where it comes from, or leave the query out of every system.`,
    );
  }
}
