import { RsSamError } from '@rs-sam/foundation/errors';

/** A score had one value when it was first read and another value later. */
export class UnstableScoreError extends RsSamError {
  override readonly name = 'UnstableScoreError';
  override readonly code = 'RS_SAM_UNSTABLE_SCORE';

  constructor(
    readonly row: number,
    readonly column: number,
    readonly first: number,
    readonly second: number,
  ) {
    super(
      `The score at row ${row}, column ${column} was ${first} and is now ${second}. row() and at() must return the same number every time: switch dropout off, and round in at() as row() does (Math.fround for a Float32Array).`,
    );
  }
}
