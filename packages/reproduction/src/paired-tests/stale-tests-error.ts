import { RsSamError } from '@rs-sam/foundation/errors';
import type { RowTest } from './paired-tests';

/** The paired tests in a file are of other scores than the results beside it. */
export class StaleTestsError extends RsSamError {
  override readonly name = 'StaleTestsError';
  override readonly code = 'RS_SAM_STALE_TESTS';

  constructor(
    readonly file: string,
    test: RowTest,
  ) {
    super(
      `The test of ${test.a} and ${test.b} in ${file} is of other scores than their results. Delete the file and rerun \`rs-sam reproduce\`.`,
    );
  }
}
