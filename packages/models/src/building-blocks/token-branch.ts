import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { maskOf } from '@rs-sam/text-encoder';
import { expandDims, mul, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { EncodeOptions } from '../contract/retrieval-model';
import { glorotLinear, type LinearWeights, linear } from './linear';
import type { WeightList } from './weight-list';

/**
 * `t_j = W z_j + c` at a word, 0 at padding.
 *
 * @param tokens z [B, N, tokenDim]
 * @param mask [B, N]
 * @returns [B, N, dim]
 */
export function mapTokens(tokens: Tensor3D, mask: Tensor2D, weights: LinearWeights): Tensor3D {
  return mul(linear(tokens, weights), expandDims<Tensor>(mask, 2));
}

/**
 * The words of a caption as a learned linear map of the tokens of a frozen text network, in place of an embedding and a GRU, see `mapTokens`.
 *
 * @param list receives `text/projection/kernel` [tokenDim, dim] and `text/projection/bias`.
 * @returns ids [B, N] and tokens [B, N, tokenDim] to words [B, N, dim].
 */
export function tokenBranch(
  list: WeightList,
  tokenDim: number,
  dim: number,
): (ids: Tensor2D, options?: EncodeOptions) => Tensor3D {
  list.tokenDim = tokenDim;
  const weights = glorotLinear(list, 'text/projection', tokenDim, dim);
  return (ids, { tokens } = {}) => {
    if (tokens?.shape[2] !== tokenDim) {
      const expected = `the tokens of the captions, [captions, words, ${tokenDim}], which encodeCaptions passes`;
      throw new InvalidOptionError('tokens', tokens?.shape, expected);
    }
    return mapTokens(tokens, maskOf(ids), weights);
  };
}
