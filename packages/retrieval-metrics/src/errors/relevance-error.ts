import { RsSamError } from '@rs-sam/foundation/errors';

/** A pair of a query and an item is outside the relevance relation, or is given twice. */
export class RelevanceError extends RsSamError {
  override readonly name = 'RelevanceError';
  override readonly code = 'RS_SAM_RELEVANCE';

  constructor(
    readonly query: number,
    readonly item: number,
    /** The end of the sentence "The pair of query 1 and item 2 …". */
    reason: string,
  ) {
    super(`The pair of query ${query} and item ${item} ${reason}.`);
  }
}
