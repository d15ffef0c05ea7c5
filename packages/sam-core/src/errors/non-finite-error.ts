import { RsSamError } from '@rs-sam/foundation/errors';

/** A tensor contains NaN or an infinity. */
export class NonFiniteError extends RsSamError {
  override readonly name = 'NonFiniteError';
  override readonly code = 'RS_SAM_NON_FINITE';

  constructor(
    /** Which tensor, as `words`. */
    readonly input: string,
    readonly value: number,
    readonly index: readonly number[],
  ) {
    super(
      `${input} holds ${value} at [${index.join(', ')}]. Check how it was computed: a truncated feature file, a zero norm, or a learning rate that is too large.`,
    );
  }
}
