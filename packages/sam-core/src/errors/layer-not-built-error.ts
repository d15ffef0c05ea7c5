import { RsSamError } from '@rs-sam/foundation/errors';

/** A layer is used before it has weights. */
export class LayerNotBuiltError extends RsSamError {
  override readonly name = 'LayerNotBuiltError';
  override readonly code = 'RS_SAM_LAYER_NOT_BUILT';

  constructor(
    /** Name of the layer. */
    readonly layer: string,
    /** Why it needs weights, as the end of the sentence "it has no weights yet, and …". */
    reason: string,
    /** The shapes to build it with, as `[[null, 36, 2048], [null, 12, 2048]]`. */
    shapes: string,
  ) {
    super(
      `The layer ${layer} has no weights yet, and ${reason}. First call its build(${shapes}), or apply it to inputs.`,
    );
  }
}
