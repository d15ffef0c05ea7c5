import { checkShape, InvalidOptionError } from '@rs-sam/foundation/errors';
import {
  add,
  cast,
  concat,
  gather,
  less,
  matMul,
  minimum,
  mul,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { embeddingLookup } from './embedding-lookup';
import type { EncoderWeights, PretrainedWeights } from './encoder-weights';

/** Inputs of the word vectors besides the ids. */
export interface WordInputs {
  /** m `[B, N]`: 0 where a word has no learned vector, for dropout in training. Default: 1 everywhere. */
  readonly learned?: Tensor2D | undefined;
  /** Pretrained vectors `[U, pretrainedDim]` of the ids from `vocabularySize` on. Default: no such ids. */
  readonly unseen?: Tensor2D | undefined;
}

/**
 * `x_w = m_w e_w`, or with pretrained vectors `x_w = M g_w + c + m_w e_w`: e_w the learned vector of a word, g_w its pretrained one. A word
 * without a learned vector, whose id is not in the vocabulary, is `M g_w + c`.
 *
 * @param ids `[B, N]`, int32, each below V + U.
 * @returns `[B, N, embeddingDim]`.
 */
export function inputVectors(
  ids: Tensor2D,
  { embeddings, pretrained }: EncoderWeights,
  { learned, unseen }: WordInputs,
): Tensor3D {
  const table = embeddings.read() as Tensor2D;
  const [vocabularySize] = table.shape;
  const known = unseen === undefined ? ids : (cast(minimum(ids, vocabularySize - 1), 'int32') as Tensor2D);
  let vectors = embeddingLookup(table, known);
  if (learned !== undefined) vectors = maskWords(vectors, learned);
  if (unseen !== undefined) vectors = maskWords(vectors, cast(less(ids, vocabularySize), 'float32') as Tensor2D);
  return pretrained === undefined ? vectors : add(vectors, mappedVectors(ids, pretrained, unseen));
}

/** `M g_w + c`. */
function mappedVectors(ids: Tensor2D, { vectors, kernel, bias }: PretrainedWeights, unseen?: Tensor2D): Tensor3D {
  const known = vectors.read() as Tensor2D;
  const rows = unseen === undefined ? known : concat([known, unseen]);
  const words = gather(rows, reshape(ids, [-1]) as Tensor1D) as Tensor2D;
  const mapped = add(matMul(words, kernel.read() as Tensor2D), bias.read());
  return reshape(mapped, [...ids.shape, -1]);
}

function maskWords(vectors: Tensor3D, mask: Tensor2D): Tensor3D {
  return mul(vectors, reshape(mask, [...mask.shape, 1])) as Tensor as Tensor3D;
}

/**
 * @throws ShapeMismatchError for inputs of other shapes; InvalidOptionError for vectors of unseen words without a map for them.
 */
export function checkWordInputs(
  { learned, unseen }: WordInputs,
  idsShape: [number, number],
  pretrainedDim: number | undefined,
): void {
  if (learned !== undefined) checkShape('learned', learned.shape, idsShape, 'It has a number for each id.');
  if (unseen === undefined) return;
  if (pretrainedDim === undefined) {
    throw new InvalidOptionError(
      'unseen',
      unseen,
      'left out: the encoder has no pretrained vectors, see pretrainedDim',
    );
  }
  checkShape(
    'unseen',
    unseen.shape,
    [null, pretrainedDim],
    'Take them from the table that the model was trained with.',
  );
}
