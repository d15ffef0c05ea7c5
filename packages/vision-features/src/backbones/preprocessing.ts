import { mul, reverse, sub, type Tensor4D, tidy } from '@tensorflow/tfjs-core';

/** What a network was trained to see: of each pixel 0 … 255, `y_c = x_c · scale − offset_c`, in that order of the channels. */
export interface Preprocessing {
  readonly channels: 'rgb' | 'bgr';
  readonly scale: number;
  /** In the order of `channels`. */
  readonly offset: readonly [number, number, number];
}

/** −1 … 1, as Keras' mode "tf" (`imagenet_utils.py`). */
export const inceptionPreprocessing: Preprocessing = { channels: 'rgb', scale: 1 / 127.5, offset: [1, 1, 1] };

/** ImageNet's mean colour taken away, as Keras' mode "caffe" (`imagenet_utils.py`). */
export const resNetPreprocessing: Preprocessing = { channels: 'bgr', scale: 1, offset: [103.939, 116.779, 123.68] };

/** Applies it to RGB pixels 0 … 255, `[B, rows, columns, 3]`. */
export function preprocess(pixels: Tensor4D, { channels, scale, offset }: Preprocessing): Tensor4D {
  return tidy(() => sub(mul(channels === 'bgr' ? reverse(pixels, 3) : pixels, scale), [...offset]));
}
