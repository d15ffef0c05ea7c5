import { RsSamError } from '@rs-sam/foundation/errors';

/** The rows of a plan are wrong. */
export class PlanError extends RsSamError {
  override readonly name = 'PlanError';
  override readonly code = 'RS_SAM_PLAN';

  constructor(
    /** The number of the row, from 0, and its field, such as `0.model`. */
    readonly place: string,
    readonly problem: string,
  ) {
    super(
      `The rows are wrong at ${place}: ${problem}. Write a list of { "name", "model", "options" }, as in plans/comparison.json.`,
    );
  }
}
