import { RsSamError } from '@rs-sam/foundation/errors';

/** A file of word vectors has a line that cannot be read. */
export class WordVectorsError extends RsSamError {
  override readonly name = 'WordVectorsError';
  override readonly code = 'RS_SAM_WORD_VECTORS';

  constructor(
    /** Number of the line, from 1; 0 for the file as a whole. */
    readonly line: number,
    /** What is wrong. */
    readonly problem: string,
  ) {
    super(`Word vectors, ${line === 0 ? 'the file' : `line ${line}`}: ${problem}`);
  }
}
