import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/** The images of a gallery, read in blocks. */
export interface ImageSource {
  readonly count: number;
  /** F [end − start, K, D]: the images from `start` up to, not including, `end`; disposed after use. */
  regions(start: number, end: number): Tensor3D | Promise<Tensor3D>;
}

/** The captions of a gallery, read in blocks. */
export interface CaptionSource {
  readonly count: number;
  /**
   * T [end − start, N, D] and the mask [end − start, N]: the captions from `start` up to, not including, `end`; disposed after use. N may
   * differ from block to block.
   */
  words(start: number, end: number): WordBlock | Promise<WordBlock>;
}

/** Words of some captions. */
export interface WordBlock {
  readonly words: Tensor3D;
  /** Default: every word is real. */
  readonly wordMask?: Tensor2D | undefined;
}
