import { RsSamError } from '@rs-sam/foundation/errors';

/** A query has no relevant items, under the policy `error`. */
export class EmptyRelevanceError extends RsSamError {
  override readonly name = 'EmptyRelevanceError';
  override readonly code = 'RS_SAM_EMPTY_RELEVANCE';

  constructor(readonly query: number | string) {
    super(
      `No items are relevant to query ${query}. Leave such queries out with { empty: 'skip' }, or count them as misses with { empty: 'zero' }.`,
    );
  }
}
