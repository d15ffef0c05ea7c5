import { expandDims, greater, mul, ones, type Tensor2D, type Tensor3D, where, zerosLike } from '@tensorflow/tfjs-core';

/**
 * The words with every padded one set to 0, so that not even a NaN among them can reach a result; they have no gradient.
 *
 * @param words [B, N, D]
 * @param mask [B, N], 1 at a real word.
 */
export function withoutPadding(words: Tensor3D, mask: Tensor2D): Tensor3D {
  // `where` would copy a condition of one value a word to every element by itself, and is forty times slower at it than a product.
  const real = greater(mul(ones(words.shape), expandDims(mask, -1)), 0);
  return where(real, words, zerosLike(words));
}
