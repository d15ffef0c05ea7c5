import { RsSamError } from '@rs-sam/foundation/errors';
import type { RowTest } from './paired-tests';

/** A file of paired tests compares other scores than the results beside it have. */
export class StaleTestsError extends RsSamError {
  override readonly name = 'StaleTestsError';
  override readonly code = 'RS_SAM_STALE_TESTS';

  constructor(
    readonly file: string,
    test: RowTest,
  ) {
    super(
      `${file} compares ${test.a} and ${test.b} by other scores than their results have. Delete it and rerun \`rs-sam reproduce\`.`,
    );
  }
}
