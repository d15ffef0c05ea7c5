import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { EncodeOptions } from '../contract/retrieval-model';
import { keptWords } from './dropout';

/**
 * The arguments of `CaptionEncoder.call`: with dropout, `m_w e_w` in place of the learned vector e_w of a word, m_w ∈ {0, 1} and
 * P(m_w = 0) = rate, not rescaled. A dropped word has its pretrained vector alone, as a word that training never had.
 *
 * @param ids [B, N]; every occurrence of a word has its own m_w.
 */
export function wordInputs(
  ids: Tensor2D,
  { dropoutSeed, unseen }: EncodeOptions,
  rate: number,
): { readonly learned?: Tensor2D; readonly unseen?: Tensor2D } {
  return {
    ...(rate > 0 &&
      dropoutSeed !== undefined && { learned: keptWords(ids.shape, rate, `${dropoutSeed} word vectors`) }),
    ...(unseen !== undefined &&
      unseen.words.length > 0 && { unseen: tensor2d(unseen.rows, [unseen.words.length, unseen.dimension]) }),
  };
}
