import { ShapeMismatchError } from '@rs-sam/foundation/errors';
import { checkOptions } from '@rs-sam/foundation/options';
import {
  add,
  exp,
  logSoftmax,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { belongTogether, checkBatch, type PairKeys, perPair } from './pair-keys';

const RULES = { images: perPair, captions: perPair };

/**
 * `L = −½ Σ_i Σ_j P_ij (log softmax_j(e^s S_ij) + log softmax_j(e^s S_ji))`: InfoNCE (van den Oord et al. 2018, eq. (4)) in both
 * directions, as in CLIP (Radford et al. 2021, Fig. 3), but a sum over the batch like `tripletLoss`, not a mean.
 *
 * `P_ij = m_ij / Σ_k m_ik`, with m_ij = 1 where i and j have the same image or the same caption: all positives of an anchor have the same
 * share of its target (Khosla et al. 2020, eq. (2)). Without `images` and `captions`, P is the identity.
 *
 * Differentiable in scores and scale. Unlike the triplet loss, every pair has a gradient.
 *
 * @param scores S [B, B]: row i is image i, column i its own caption.
 * @param logitScale s = log(1/τ), τ the temperature: 2.66 for τ = 0.07.
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError when the scores are not square, the length of a list is not their size, or the scale is not a scalar.
 */
export function infoNceLoss(scores: Tensor2D, logitScale: Scalar, keys: PairKeys = {}): Scalar {
  checkOptions('infoNceLoss', RULES, keys);
  const { images, captions } = keys;
  const batch = checkBatch(scores, { images, captions });
  if (logitScale.rank !== 0) {
    throw new ShapeMismatchError('logitScale', logitScale.shape, 'a scalar []', 'Give one scale for all pairs.');
  }
  return tidy(() => {
    const logits = mul(scores, exp(logitScale)) as Tensor2D;
    const targets = tensor2d(positiveShares(batch, keys), [batch, batch]);
    // The relation is symmetric, so the same targets serve both directions.
    const [toCaptions, toImages] = [logits, transpose(logits)].map((queries) => crossEntropy(targets, queries));
    return mul(add(toCaptions as Tensor, toImages as Tensor), 0.5) as Scalar;
  });
}

/** `−Σ_ij P_ij log softmax_j(Z_ij)` */
function crossEntropy(targets: Tensor2D, logits: Tensor2D): Tensor {
  return mul(sum(mul(targets, logSoftmax(logits))), -1);
}

/** P, [B · B] */
function positiveShares(batch: number, keys: PairKeys): Float32Array {
  const shares = new Float32Array(batch * batch);
  const pairs = Array.from({ length: batch }, (_, i) => i);
  for (const i of pairs) {
    const positives = pairs.filter((j) => belongTogether(keys, i, j));
    for (const j of positives) shares[i * batch + j] = 1 / positives.length;
  }
  return shares;
}
