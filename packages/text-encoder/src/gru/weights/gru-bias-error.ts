import { RsSamError } from '@rs-sam/foundation/errors';

/** Weights have the biases of the other reset convention. */
export class GruBiasError extends RsSamError {
  override readonly name = 'GruBiasError';
  override readonly code = 'RS_SAM_GRU_BIAS';

  constructor(
    /** `forward` or `backward`. */
    readonly direction: string,
    /** The convention of the call. */
    readonly resetAfter: boolean,
  ) {
    super(
      resetAfter
        ? `The ${direction} weights lack a recurrentBias in their gates or their candidate, which {resetAfter: true} needs: pass one (zeros are enough), or {resetAfter: false}.`
        : `The ${direction} weights have a recurrentBias, which only {resetAfter: true} uses: leave it out, or pass {resetAfter: true}.`,
    );
  }
}
