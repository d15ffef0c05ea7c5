import type { Direction } from '@rs-sam/core';
import {
  add,
  concat,
  div,
  leakyRelu,
  matMul,
  mul,
  norm,
  reshape,
  slice,
  softmax,
  stack,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';

/**
 * SCAN's cosines of one image and one caption, computed as printed, with the attended contexts in memory: [q].
 *
 * @param attending the rows that attend; by default the query itself, in IMRAM its refinement.
 */
export function directCosines(query: Tensor2D, context: Tensor2D, lambda: number, attending = query) {
  const raw = leakyRelu(matMul(attending, context, false, true), 0.1);
  const weights = softmax(mul(div(raw, add(norm(raw, 2, 0, true), 1e-8)), lambda));
  const attended: Tensor2D = matMul(weights, context);
  const cosines = div(sum(mul(query, attended), 1), mul(norm(query, 2, 1), norm(attended, 2, 1)));
  return { cosines, attended, weights };
}

/** `score` of every image and caption, pair by pair and without padding: [B_i, B_t]. */
export function pairByPair(
  regions: Tensor3D,
  words: Tensor3D,
  lengths: readonly number[],
  direction: Direction,
  score: (query: Tensor2D, context: Tensor2D) => Tensor,
): Tensor2D {
  const [images, rows, depth] = regions.shape;
  const byImage = Array.from({ length: images }, (_, i) => {
    const v: Tensor2D = reshape(slice(regions, [i, 0, 0], [1, rows, depth]), [rows, depth]);
    const scores = lengths.map((length, j) => {
      const t: Tensor2D = reshape(slice(words, [j, 0, 0], [1, length, depth]), [length, depth]);
      return reshape(direction === 't2i' ? score(t, v) : score(v, t), [1]);
    });
    return concat(scores);
  });
  return stack(byImage) as Tensor2D;
}
