import {
  cast,
  customGrad,
  type GradSaveFunc,
  gather,
  matMul,
  oneHot,
  reshape,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';

/**
 * y_i = W_y w_i, w_i a one-hot vector (Section III-B): row i of the embedding.
 *
 * The gradient is the product of the one-hot matrix with the gradient of y. tfjs' own needs `UnsortedSegmentSum`: the wasm engine
 * lacks it, and the cpu engine does it with a pass over all of y for each word of the vocabulary.
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
          const places = oneHot(reshape(saved[0] as Tensor2D, [-1]), vocabularySize);
          return matMul<Tensor2D>(transpose(cast(places, 'float32')), reshape(dy, [-1, dimension]));
        }),
    };
  });
  return operation(embeddings);
}
