import { l2Normalize } from '@rs-sam/core/operations';
import type { Encoding } from '@rs-sam/models';
import {
  addN,
  div,
  matMul,
  max,
  mean,
  reshape,
  type Tensor,
  type Tensor1D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';

/**
 * How alike images are by what a model made of them. Regions `q_k` of one image and `v_l` of another:
 * `½ (mean_k max_l cos(q_k, v_l) + mean_l max_k cos(q_k, v_l))`, wherever in the image a region is. Vectors: their cosine. Of several
 * tensors the mean.
 *
 * @param query one image.
 * @returns [n], 1 for the image itself.
 */
export function imageLikeness(query: Encoding, images: Encoding): Tensor1D {
  return tidy(() => {
    const names = Object.keys(query);
    const each = names.map((name) => tensorLikeness(query[name] as Tensor, images[name] as Tensor));
    return div(addN(each), names.length);
  });
}

function tensorLikeness(query: Tensor, images: Tensor): Tensor1D {
  const [count = 0, ...rest] = images.shape;
  const depth = rest.at(-1) as number;
  const rows = rest.length === 1 ? 1 : (rest[0] as number);
  const ours = l2Normalize(reshape(query, [rows, depth]));
  const theirs = l2Normalize(reshape(images, [count * rows, depth]));
  const cosines = reshape(matMul(theirs, ours, false, true), [count, rows, rows]);
  const ofTheirs = mean(max(cosines, 2), 1);
  const ofOurs = mean(max(transpose(cosines, [0, 2, 1]), 2), 1);
  return div(addN([ofTheirs, ofOurs]), 2);
}
