import type { Direction, GateWeights } from '@rs-sam/core';
import type { PairOperands } from '@rs-sam/core/tiles';
import { add, concat, matMul, reshape, slice, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { PairRoles } from '../cross-attention/pair-roles';
import type { GateArguments } from './attention-memory';

/** The name of the product of a side's rows with its half of both kernels, [items, rows, 2D]. */
const PRODUCT = 'product';

/**
 * The operands with the products that are the same in every tile and step: those of the first queries and of the contexts, with the kernels
 * of gate and candidate side by side. Of the weights, only the kernel of the queries is left, [D, 2D].
 *
 * The attention of a row adds up to 1, so the bias is added to the rows of the context. It adds up to 0 where no context row is real, but
 * there the score is 0 for any query.
 */
export function withProducts(
  { images, texts }: PairOperands,
  { gateKernel, gateBias, candidateKernel, candidateBias }: GateWeights,
  direction: Direction,
): PairOperands {
  const kernel: Tensor2D = concat([gateKernel, candidateKernel], 1);
  const [height, width] = kernel.shape;
  const ofQuery = slice(kernel, [0, 0], [height / 2, width]);
  const ofContext = slice(kernel, [height / 2, 0], [height / 2, width]);
  const bias = concat([gateBias, candidateBias]);
  const product = (rows: Tensor3D, attending: Direction): Tensor3D =>
    attending === direction ? timesKernel(rows, ofQuery) : add(timesKernel(rows, ofContext), bias);
  return {
    images: { ...images, [PRODUCT]: product(images.regions as Tensor3D, 'i2t') },
    texts: { ...texts, [PRODUCT]: product(texts.words as Tensor3D, 't2i') },
    weights: { ofQuery },
  };
}

/** The first step's arguments of a tile, and the kernel of the refined queries. */
export function firstArguments(
  { images, texts, weights }: PairOperands,
  roles: PairRoles,
  direction: Direction,
): GateArguments & { readonly kernel: Tensor2D } {
  const [ofRegions, ofWords] = [images[PRODUCT], texts[PRODUCT]] as [Tensor3D, Tensor3D];
  const [query, context] = direction === 't2i' ? [ofWords, ofRegions] : [ofRegions, ofWords];
  return { ofContext: context, ofQuery: firstRows(query, roles), kernel: weights?.ofQuery as Tensor2D };
}

/** Tensors of the queries, [Y or X, q, width], as [1 or X, Y q, width]: in a grid every context has the same first queries. */
export function firstRows(query: Tensor3D, { paired, extents: [contexts, queries, queryRows] }: PairRoles): Tensor3D {
  return reshape(query, [paired ? contexts : 1, queries * queryRows, query.shape[2]]);
}

/** [A, rows, D] times [D, width]. */
export function timesKernel(x: Tensor3D, kernel: Tensor2D): Tensor3D {
  const [items, rows, depth] = x.shape;
  const product: Tensor2D = matMul(reshape(x, [items * rows, depth]), kernel);
  return reshape(product, [items, rows, kernel.shape[1]]);
}
