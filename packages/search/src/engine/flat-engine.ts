import { checkShape } from '@rs-sam/foundation/errors';
import { checkOptions, integer } from '@rs-sam/foundation/options';
import { dispose, matMul, norm, type Tensor, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { bestOf } from './best-of';
import type { Engine, EngineQuery } from './engine';

/** Numbers in a block of the vectors: a GPU may bind no more than 128 MiB at a time. */
const BLOCK = 1 << 24;

/** Options of {@link flatEngine}. */
export interface FlatEngineOptions {
  /** Numbers that may stay in the memory of tfjs's engine; more of them are copied there for each query. Default 2²⁸, 1 GiB. */
  readonly kept?: number;
}

/**
 * The exact engine: it multiplies all vectors with the query's, `p_i = Σ_k v_ik q_k`, in the current engine of tfjs. From the first query on
 * the vectors are in its memory alone, until this engine is closed.
 *
 * @param vectors [n, width], row-major.
 * @throws InvalidOptionError
 */
export function flatEngine(vectors: Float32Array, width: number, options: FlatEngineOptions = {}): Required<Engine> {
  checkOptions('flatEngine', { kept: integer(0) }, options);
  const { kept = 1 << 28 } = options;
  const size = width === 0 ? 0 : vectors.length / width;
  const rows = Math.max(1, Math.floor(BLOCK / Math.max(1, width)));
  const blockCount = Math.ceil(size / rows);
  const isKept = vectors.length <= kept;
  let given: Float32Array | undefined = vectors;
  const blocks: Tensor2D[] = [];
  let norms: readonly Float32Array[] | undefined;

  const load = (all: Float32Array, at: number): Tensor2D => {
    const [first, end] = [at * rows, Math.min(size, (at + 1) * rows)];
    return tensor2d(all.subarray(first * width, end * width), [end - first, width]);
  };

  /** The numbers of a tensor of each block. */
  const eachBlock = async (of: (block: Tensor2D) => Tensor): Promise<Float32Array[]> => {
    const values: Float32Array[] = [];
    for (let at = 0; at < blockCount; at++) {
      const block = blocks[at] ?? load(given as Float32Array, at);
      if (isKept) blocks[at] = block;
      if (blocks.length === blockCount) given = undefined;
      const result = tidy(() => of(block));
      values.push(await result.data<'float32'>());
      dispose(isKept ? result : [result, block]);
    }
    return values;
  };

  return {
    async nearest({ vector, count, measure, allowed }: EngineQuery) {
      checkShape('vector', [vector.length], [width], 'Use a text or an image of the model that made the gallery.');
      const best = bestOf(Math.min(count, size));
      const cosine = measure === 'cosine';
      if (cosine) norms ??= await eachBlock((block) => norm(block, 'euclidean', 1));
      const products = await eachBlock((block) => matMul(block, tensor2d(vector, [width, 1])));
      const length = Math.hypot(...vector) || 1;
      for (const [at, values] of products.entries()) {
        let { least } = best;
        for (let row = 0; row < values.length; row++) {
          const index = at * rows + row;
          if (allowed !== null && allowed[index] !== 1) continue;
          const product = values[row] as number;
          // Rounded first, so that the order is that of the numbers that are returned.
          const likeness = cosine ? Math.fround(product / (length * (norms?.[at]?.[row] || 1))) : product;
          if (likeness > least) {
            best.offer(index, likeness);
            ({ least } = best);
          }
        }
      }
      const { indices, values } = best.sorted();
      return { indices, likeness: values };
    },
    close() {
      given = undefined;
      dispose(blocks);
      blocks.length = 0;
    },
  };
}
