import {
  add,
  concat,
  matMul,
  mul,
  ones,
  reshape,
  sigmoid,
  type Tensor1D,
  type Tensor2D,
  tidy,
  tile,
  zeros,
} from '@tensorflow/tfjs-core';
import type { LinearWeights } from '../building-blocks/linear';

/** The weights of MTFN's fusion: R maps for each side, side by side, and the classifier on their sum. */
export interface FusionWeights {
  /** A_1 … A_R side by side [dim, R · M], and a_1 … a_R [R · M]. */
  readonly image: LinearWeights;
  /** B_1 … B_R side by side [dim, R · M], and b_1 … b_R [R · M]. */
  readonly text: LinearWeights;
  /** w [M] */
  readonly classifier: Tensor1D;
  /** b [1] */
  readonly bias: Tensor1D;
}

/**
 * `σ(w · Σ_r (A_r v + a_r) ∘ (B_r t + b_r) + b)` of every image with every caption, MTFN's score (Wang et al. 2019).
 *
 * It is bilinear in `[v ; 1]` and `[t ; 1]`, so it is computed as one product `⟨[v ; 1], y⟩` with
 * `y = Σ_r [A_r ; a_r]ᵀ (w ∘ (B_r t + b_r))`, b added to the last number of y. The authors' code holds a tensor [B_i, R, B_t, M].
 *
 * @param images `fusionImageVectors` [B_i, dim + 1]
 * @param texts `fusionTextVectors` [B_t, dim + 1]
 * @returns [B_i, B_t]
 */
export function fusionScores(images: Tensor2D, texts: Tensor2D): Tensor2D {
  return tidy(() => sigmoid(matMul(images, texts, false, true)) as Tensor2D);
}

/** `[v ; 1]` of each image. */
export function fusionImageVectors(v: Tensor2D): Tensor2D {
  return tidy(() => concat([v, ones([v.shape[0], 1])], 1) as Tensor2D);
}

/** y of each caption, from its t [B_t, dim]. */
export function fusionTextVectors(t: Tensor2D, { image, text, classifier, bias }: FusionWeights): Tensor2D {
  return tidy(() => {
    const [dim, width] = image.kernel.shape;
    const weighted = mul(add(matMul(t, text.kernel), text.bias), tile(classifier, [width / classifier.size]));
    const extended: Tensor2D = concat([image.kernel, reshape(image.bias, [1, width])]);
    const last: Tensor1D = concat([zeros([dim]), bias]);
    return add(matMul(weighted, extended, false, true), last);
  });
}
