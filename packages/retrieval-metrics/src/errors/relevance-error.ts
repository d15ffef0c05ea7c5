import { RsSamError } from '@rs-sam/foundation/errors';

/** A pair of a query and an item is outside the relevance relation, is given twice, or has a grade that is not finite. */
export class RelevanceError extends RsSamError {
  override readonly name = 'RelevanceError';
  override readonly code = 'RS_SAM_RELEVANCE';

  constructor(
    readonly query: number | string,
    readonly item: number | string,
    /** The end of the sentence "The pair of query 1 and item 2 …". */
    reason: string,
  ) {
    super(`The pair of query ${query} and item ${item} ${reason}.`);
  }
}
