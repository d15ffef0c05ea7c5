import { mul, reverse, sub, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Preprocessing } from '../backbones/preprocessing';

/** `y_c = x_c · scale − offset_c` of RGB pixels 0 … 255, `[B, rows, columns, 3]`, in the network's order of channels. */
export function preprocess(pixels: Tensor4D, { channels, scale, offset }: Preprocessing): Tensor4D {
  return tidy(() => sub(mul(channels === 'bgr' ? reverse(pixels, 3) : pixels, scale), [...offset]));
}
