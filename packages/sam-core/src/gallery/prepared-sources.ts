import { type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { CaptionSource, ImageSource } from './gallery-source';

/** The images, with `prepare` applied to their regions. */
export function preparedImages(images: ImageSource, prepare: (regions: Tensor3D) => Tensor3D): ImageSource {
  return {
    count: images.count,
    regions: async (start, end) => replaced(await images.regions(start, end), prepare),
  };
}

/** The captions, with `prepare` applied to their words. */
export function preparedCaptions(captions: CaptionSource, prepare: (words: Tensor3D) => Tensor3D): CaptionSource {
  return {
    count: captions.count,
    words: async (start, end) => {
      const { words, wordMask } = await captions.words(start, end);
      return { words: replaced(words, prepare), wordMask };
    },
  };
}

/** The prepared tensor. The given tensor is disposed, unless `prepare` returned it. */
function replaced(before: Tensor3D, prepare: (x: Tensor3D) => Tensor3D): Tensor3D {
  const after = tidy(() => prepare(before));
  if (after !== before) before.dispose();
  return after;
}
