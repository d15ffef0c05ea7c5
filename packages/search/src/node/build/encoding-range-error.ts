import { RsSamError } from '@rs-sam/foundation/errors';

/** A model gives a number that a gallery cannot store: it has no place in float16. */
export class EncodingRangeError extends RsSamError {
  override readonly name = 'EncodingRangeError';
  override readonly code = 'RS_SAM_ENCODING_RANGE';

  constructor(
    readonly tensor: string,
    readonly value: number,
  ) {
    super(
      `The model's ${tensor} has the number ${value}, which float16 does not hold. Use a model that normalises its features (normalizeFeatures), or check its weights.`,
    );
  }
}
