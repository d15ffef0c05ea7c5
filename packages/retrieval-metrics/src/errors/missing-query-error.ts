import { RsSamError } from '@rs-sam/foundation/errors';

/** A judged query is missing from the run, under the policy `error`. */
export class MissingQueryError extends RsSamError {
  override readonly name = 'MissingQueryError';
  override readonly code = 'RS_SAM_MISSING_QUERY';

  constructor(readonly query: string) {
    super(
      `The run has no items for query ${query}. Count such queries as misses with { missing: 'zero' }, or leave them out with { missing: 'skip' }.`,
    );
  }
}
