import { RsSamError } from '@rs-sam/foundation/errors';
import { checkOptions, integer } from '@rs-sam/foundation/options';
import { PAD_ID } from '../text/special-tokens';
import { checkIds } from '../text/token-id-error';

/** Captions of one length. `tf.tensor2d(ids, shape, 'int32')` is the encoder's input. */
export interface PaddedBatch {
  /** Row-major ids `[B, N]`, with `<pad>` behind the end of each caption. */
  readonly ids: Int32Array;
  /** `[B, N]`. */
  readonly shape: [number, number];
  /** Number of ids of each caption before padding, B of them. */
  readonly lengths: readonly number[];
}

export interface PadOptions {
  /** The length N to pad to. Default: that of the longest caption, at least 1. */
  readonly length?: number;
}

/** A caption has more ids than the padded length. */
export class CaptionTooLongError extends RsSamError {
  override readonly name = 'CaptionTooLongError';
  override readonly code = 'RS_SAM_CAPTION_TOO_LONG';

  constructor(
    /** Index of the caption. */
    readonly index: number,
    readonly captionLength: number,
    readonly length: number,
  ) {
    super(
      `Caption ${index} has ${captionLength} ids and the batch is padded to ${length}: encode it with {maxLength: ${length}}, or pad to a larger length.`,
    );
  }
}

const OPTIONS = { length: integer(1) };

/**
 * Pads encoded captions with `<pad>` to one length.
 *
 * @param captions The ids of each caption, as `vocabulary.encode` gives them.
 * @throws CaptionTooLongError for a caption longer than `length`: nothing is cut silently.
 * @throws TokenIdError for a value that is not an id; `InvalidOptionError`.
 */
export function padBatch(captions: readonly (readonly number[])[], options: PadOptions = {}): PaddedBatch {
  checkOptions('padBatch', OPTIONS, options);
  const length = options.length ?? captions.reduce((most, caption) => Math.max(most, caption.length), 1);
  const ids = new Int32Array(captions.length * length).fill(PAD_ID);
  captions.forEach((caption, i) => {
    if (caption.length > length) throw new CaptionTooLongError(i, caption.length, length);
    checkIds(caption, `caption ${i}`);
    ids.set(caption, i * length);
  });
  return { ids, shape: [captions.length, length], lengths: captions.map((caption) => caption.length) };
}
