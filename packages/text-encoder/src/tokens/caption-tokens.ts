import type { Caption } from '../text/caption';

/**
 * Captions whose words are the tokens of a frozen text network: the feature z of each depends on the whole caption and is computed once.
 * Every token of every different caption has an id of its own, behind those of the special tokens of a vocabulary; 0 is padding.
 */
export interface CaptionTokens {
  /**
   * The ids of the tokens of a caption.
   *
   * @throws InvalidOptionError for a caption that is not among those that were read.
   */
  encode(caption: Caption): number[];
  /** The text of each of these tokens, such as `runway` or `##field`. */
  wordsOf(caption: Caption): string[];
  /** Numbers in a feature. */
  readonly dimension: number;
  /** z of each id, [ids, dimension], row-major; 0 for padding. */
  featuresOf(ids: ArrayLike<number>): Float32Array;
}
