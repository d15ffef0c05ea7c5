import { l2Normalize } from '@rs-sam/core/operations';
import {
  cast,
  concat,
  matMul,
  mul,
  oneHot,
  reshape,
  softmax,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tanh,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { type LinearWeights, linear } from '../building-blocks/linear';

/** The weights of PFAN's image side. */
export interface PositionWeights {
  /** E [blocks + 1, P]: a vector for each block, and one for an empty slot. */
  readonly embedding: Tensor2D;
  /** W_att [D, P] and its bias b. */
  readonly attention: LinearWeights;
  /** W [D + P, dim] and its bias: the projection of a feature with its position. */
  readonly projection: LinearWeights;
}

/** The blocks of each region: the same for all images ([1, K, S], as on a grid), or for each image ([B, K, S]). */
export interface PositionBlocks {
  /** int32 */
  readonly ids: Tensor3D;
  readonly weights: Tensor3D;
}

/**
 * `v = l2(W [f ; p] + b)`, `p = Σ_k β_k E_k`, `β = softmax_k(area_k γ_k)`, `γ = softmax_k(tanh(u·E_k))`, `u = W_att f + b` over the
 * blocks k of a region (Wang et al. 2019). An empty slot has the area 0 and keeps its share of the second softmax, as in the authors' code.
 *
 * @param features [B, K, D]
 * @returns [B, K, dim]
 */
export function encodeWithPosition(features: Tensor3D, blocks: PositionBlocks, weights: PositionWeights): Tensor3D {
  return tidy(() => {
    const positions = positionVectors(linear(features, weights.attention), blocks, weights.embedding);
    return l2Normalize(linear(concat([features, positions], 2), weights.projection));
  });
}

/** p [B, K, P]. Regions with the same blocks are multiplied together. */
function positionVectors(u: Tensor3D, { ids, weights }: PositionBlocks, embedding: Tensor2D): Tensor3D {
  const [batch, regions, size] = u.shape;
  const slots = ids.shape[2];
  const shared = ids.shape[0] === 1;
  const cells = shared ? regions : batch * regions;
  const queries = shared ? transpose(u, [1, 0, 2]) : reshape(u, [cells, 1, size]);
  // A product with one-hot rows, because the gradient of a gather needs a scatter, which wasm lacks.
  const places = cast(oneHot(reshape(ids, [-1]), embedding.shape[0]), 'float32') as Tensor2D;
  const vectors = reshape(matMul(places, embedding), [cells, slots, size]);
  const gamma = softmax(tanh(matMul(queries, vectors, false, true)));
  const beta = softmax(mul(gamma, reshape(weights, [cells, 1, slots])));
  const positions = matMul(beta, vectors) as Tensor;
  return (shared ? transpose(positions, [1, 0, 2]) : reshape(positions, [batch, regions, size])) as Tensor3D;
}
