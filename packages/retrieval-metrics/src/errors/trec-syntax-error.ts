import { RsSamError } from '@rs-sam/foundation/errors';

/** A line of a TREC file cannot be parsed. */
export class TrecSyntaxError extends RsSamError {
  override readonly name = 'TrecSyntaxError';
  override readonly code = 'RS_SAM_TREC_SYNTAX';

  constructor(
    /** Counted from 1. */
    readonly line: number,
    readonly text: string,
    reason: string,
  ) {
    super(`Line ${line} (${JSON.stringify(text)}): ${reason}.`);
  }
}
