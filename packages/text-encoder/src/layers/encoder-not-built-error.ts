import { RsSamError } from '@rs-sam/foundation/errors';

/** A layer is used for something that needs its weights, before it has any. */
export class EncoderNotBuiltError extends RsSamError {
  override readonly name = 'EncoderNotBuiltError';
  override readonly code = 'RS_SAM_ENCODER_NOT_BUILT';

  constructor(
    /** Name of the layer. */
    readonly layer: string,
    /** Why it needs weights, as the end of the sentence "it has no weights yet, and …". */
    reason: string,
  ) {
    super(
      `The layer ${layer} has no weights yet, and ${reason}. First call its build([null, null]), or apply it to an input.`,
    );
  }
}
