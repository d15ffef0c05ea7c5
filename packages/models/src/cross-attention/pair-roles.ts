import type { Direction } from '@rs-sam/core';
import { MASK, type PairOperands } from '@rs-sam/core/tiles';
import {
  add,
  matMul,
  mul,
  relu,
  reshape,
  sqrt,
  square,
  sum,
  type Tensor,
  type Tensor3D,
  transpose,
} from '@tensorflow/tfjs-core';
import { TINY } from './tiny';

/**
 * Images and captions as queries and contexts: Y queries of q rows attend to X contexts of c rows. In a grid every query is scored with
 * every context; a tensor that depends on the query alone has the extent 1 in place of X. For pairs, X is the number of pairs and Y is 1.
 */
export interface PairRoles {
  readonly paired: boolean;
  /** [Y or X, q, D] */
  readonly query: Tensor3D;
  /** [X, c, D] */
  readonly context: Tensor3D;
  /** [X or 1, Y, q, 1]; absent when every row is real. */
  readonly queryMask?: Tensor | undefined;
  /** [X, 1, 1, c]; absent when every row is real. */
  readonly contextMask?: Tensor | undefined;
  /** X, Y, q, c */
  readonly extents: readonly [contexts: number, queries: number, queryRows: number, contextRows: number];
}

/** Regions and words as query and context: words attend to regions in `t2i`, regions to words in `i2t`. */
export function castPairRoles({ images, texts }: PairOperands, direction: Direction, paired: boolean): PairRoles {
  const [regions, words] = [images.regions as Tensor3D, texts.words as Tensor3D];
  const [query, context] = direction === 't2i' ? [words, regions] : [regions, words];
  const [queryMask, contextMask] = direction === 't2i' ? [texts[MASK], images[MASK]] : [images[MASK], texts[MASK]];
  const [contexts, contextRows] = context.shape;
  const [items, queryRows] = query.shape;
  const queries = paired ? 1 : items;
  return {
    paired,
    query,
    context,
    queryMask: queryMask && reshape(queryMask, [paired ? contexts : 1, queries, queryRows, 1]),
    contextMask: contextMask && reshape(contextMask, [contexts, 1, 1, contextRows]),
    extents: [contexts, queries, queryRows, contextRows],
  };
}

/** [X, Y, q, c]: the products of query rows and context rows. */
export function rowProducts({ paired, query, context, extents }: PairRoles): Tensor {
  const [contexts, queries, queryRows, contextRows] = extents;
  if (paired) return reshape(matMul(query, context, false, true), [...extents]);
  const depth = query.shape[2];
  const product = matMul(
    reshape(query, [queries * queryRows, depth]),
    reshape(context, [contexts * contextRows, depth]),
    false,
    true,
  );
  const byContext = transpose(reshape(product, [queries * queryRows, contexts, contextRows]), [1, 0, 2]);
  return reshape(byContext, [...extents]);
}

/** [X or 1, Y, q]: the norms of the query rows. */
export function queryNorms({ paired, query, extents: [contexts, queries, queryRows] }: PairRoles): Tensor {
  return reshape(rowNorms(query), [paired ? contexts : 1, queries, queryRows]);
}

/**
 * [X, Y, q]: `‖e‖ = √(w G wᵀ)` of every attended context `e = Σ w v`, from the Gram matrix `G = V Vᵀ` of the context rows. It avoids e
 * itself, which has D numbers for each row of each pair.
 *
 * @param weights [X, Y, q, c]
 */
export function attendedNorms({ context, extents }: PairRoles, weights: Tensor): Tensor {
  const [contexts, queries, queryRows, contextRows] = extents;
  const gram = matMul(context, context, false, true);
  const flat = reshape(weights, [contexts, queries * queryRows, contextRows]);
  const squares = sum(mul(matMul(flat, gram), flat), -1);
  // Rounding may make a square of almost 0 negative.
  return reshape(sqrt(add(relu(squares), TINY)), [contexts, queries, queryRows]);
}

function rowNorms(x: Tensor): Tensor {
  return sqrt(add(sum(square(x), -1), TINY));
}
