import { type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { CaptionSource, ImageSource } from './gallery-source';

/** The images with their regions changed by `prepare`. */
export function preparedImages(images: ImageSource, prepare: (regions: Tensor3D) => Tensor3D): ImageSource {
  return {
    count: images.count,
    regions: async (start, end) => replaced(await images.regions(start, end), prepare),
  };
}

/** The captions with their words changed by `prepare`. */
export function preparedCaptions(captions: CaptionSource, prepare: (words: Tensor3D) => Tensor3D): CaptionSource {
  return {
    count: captions.count,
    words: async (start, end) => {
      const { words, wordMask } = await captions.words(start, end);
      return { words: replaced(words, prepare), wordMask };
    },
  };
}

/** The prepared tensor; the one before is disposed, unless it is the same. */
function replaced(before: Tensor3D, prepare: (x: Tensor3D) => Tensor3D): Tensor3D {
  const after = tidy(() => prepare(before));
  if (after !== before) before.dispose();
  return after;
}
