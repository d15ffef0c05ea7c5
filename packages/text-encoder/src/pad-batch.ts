import { integerOption } from './option-error';
import { PAD_ID } from './special-tokens';

/** Captions of one length: `tf.tensor2d(ids, shape, 'int32')` is the encoder's input. */
export interface PaddedBatch {
  /** Row-major ids `[B, N]`, `<pad>` behind the end of each caption. */
  readonly ids: Int32Array;
  /** `[B, N]`. */
  readonly shape: [number, number];
  /** Ids of each caption before padding `[B]`. */
  readonly lengths: Int32Array;
}

export interface PadOptions {
  /** The length N to pad to. Default: that of the longest caption, at least 1. */
  readonly length?: number;
}

/** A caption with more ids than the batch has room for. */
export class CaptionTooLongError extends RangeError {
  override readonly name = 'CaptionTooLongError';

  constructor(
    readonly index: number,
    readonly captionLength: number,
    readonly length: number,
  ) {
    super(
      `Caption ${index} has ${captionLength} ids and the batch is padded to ${length}: encode it with {maxLength: ${length}}, or pad further.`,
    );
  }
}

/**
 * Pads encoded captions with `<pad>` to one length.
 *
 * @throws {@link CaptionTooLongError} when a caption is longer than `length`: nothing is cut silently.
 */
export function padBatch(captions: readonly (readonly number[])[], options: PadOptions = {}): PaddedBatch {
  const longest = captions.reduce((most, caption) => Math.max(most, caption.length), 1);
  const length = integerOption('length', options.length ?? longest, 1);
  const ids = new Int32Array(captions.length * length).fill(PAD_ID);
  captions.forEach((caption, i) => {
    if (caption.length > length) throw new CaptionTooLongError(i, caption.length, length);
    ids.set(caption, i * length);
  });
  return { ids, shape: [captions.length, length], lengths: Int32Array.from(captions, (caption) => caption.length) };
}
