import type { kernels } from '@rs-sam/tfjs-backend';
import {
  cast,
  customGrad,
  type GradSaveFunc,
  gather,
  getBackend,
  getKernel,
  matMul,
  oneHot,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';

/**
 * y_i = W_y w_i, w_i a one-hot vector (Section III-B): row i of the embedding.
 *
 * The gradient is a sum over the rows of each word: `UnsortedSegmentSum` with `@rs-sam/tfjs-backend`, and otherwise the product of the
 * one-hot matrix with the gradient of y. tfjs's wasm engine lacks that kernel, and its cpu engine does it with a pass over all of y for
 * each word of the vocabulary.
 *
 * @param embeddings - `[V, I]`.
 * @param ids - `[B, N]`, int32, each below V.
 * @returns `[B, N, I]`.
 */
export function embeddingLookup(embeddings: Tensor2D, ids: Tensor2D): Tensor3D {
  const operation = customGrad<Tensor3D>((...inputs) => {
    const [rows, save] = inputs as [Tensor2D, GradSaveFunc];
    save([ids]);
    const [vocabularySize, dimension] = rows.shape;
    return {
      value: gather<Tensor>(rows, ids) as Tensor3D,
      gradFunc: (dy, saved) =>
        tidy(() => {
          if (addsRowsFast()) {
            return reshape(unsortedSegmentSum(dy, saved[0] as Tensor1D, vocabularySize), [vocabularySize, dimension]);
          }
          const places = oneHot(reshape(saved[0] as Tensor2D, [-1]), vocabularySize);
          return matMul<Tensor2D>(transpose(cast(places, 'float32')), reshape(dy, [-1, dimension]));
        }),
    };
  });
  return operation(embeddings);
}

/** Whether `@rs-sam/tfjs-backend` has put its kernel in place of tfjs's: wasm has none otherwise, and webgpu none of ours. */
function addsRowsFast(): boolean {
  const backend = getBackend();
  if (backend === 'webgpu') return getKernel(OWN, backend) !== undefined;
  return backend === 'wasm' && getKernel('UnsortedSegmentSum', backend) !== undefined;
}

/** A kernel that only `@rs-sam/tfjs-backend` registers. */
const OWN: kernels.GruTraceGradientKernel = 'GruTraceGrad';
