import { RsSamError } from '@rs-sam/foundation/errors';

/** A layer receives a Keras mask that it cannot use, so that padding would change its result. */
export class MaskNotConnectedError extends RsSamError {
  override readonly name = 'MaskNotConnectedError';
  override readonly code = 'RS_SAM_MASK_NOT_CONNECTED';

  constructor(
    /** Name of the layer. */
    readonly layer: string,
    readonly input: 'regions' | 'words',
  ) {
    super(
      input === 'words'
        ? `The layer ${layer} gets words that come with a mask, but tfjs-layers does not give that mask to a layer of several inputs. Give it as the third input: apply([regions, words, mask]), where mask is new WordMask().apply(ids) of @rs-sam/text-encoder.`
        : `The layer ${layer} gets regions that come with a mask, and it has no mask for regions: give every image the same number of real regions.`,
    );
  }
}
