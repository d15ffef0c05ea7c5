import { checkShape } from '@rs-sam/foundation/errors';
import { dispose, matMul, norm, type Tensor, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { bestOf } from './best-of';
import type { Engine, EngineQuery } from './engine';

/** Numbers in a block of the vectors: a GPU may bind no more than 128 MiB at a time. */
const BLOCK = 1 << 24;

/**
 * The exact engine: it multiplies all vectors with the query's, `p_i = Σ_k v_ik q_k`, in the current engine of tfjs. From the first query on
 * the vectors are in its memory alone, until the engine is closed.
 *
 * @param vectors [n, width], row-major.
 */
export function flatEngine(vectors: Float32Array, width: number): Required<Engine> {
  const size = width === 0 ? 0 : vectors.length / width;
  const rows = Math.max(1, Math.floor(BLOCK / Math.max(1, width)));
  let given: Float32Array | undefined = vectors;
  let blocks: readonly Tensor2D[] = [];
  let norms: Promise<readonly Float32Array[]> | undefined;

  const load = (all: Float32Array): readonly Tensor2D[] =>
    Array.from({ length: Math.ceil(size / rows) }, (_, at) => {
      const [first, end] = [at * rows, Math.min(size, (at + 1) * rows)];
      return tensor2d(all.subarray(first * width, end * width), [end - first, width]);
    });

  return {
    async nearest({ vector, count, measure, allowed }: EngineQuery) {
      checkShape('vector', [vector.length], [width], 'Use a text or an image of the model that made the gallery.');
      if (given !== undefined) blocks = load(given);
      given = undefined;
      const best = bestOf(Math.min(count, size));
      const cosine = measure === 'cosine';
      if (cosine) norms ??= eachBlock(blocks, (block) => norm(block, 'euclidean', 1));
      const length = Math.hypot(...vector) || 1;
      const products = await eachBlock(blocks, (block) => matMul(block, tensor2d(vector, [width, 1])));
      const divisors = cosine ? await norms : undefined;
      for (const [at, values] of products.entries()) {
        const first = at * rows;
        let { least } = best;
        for (let row = 0; row < values.length; row++) {
          if (allowed !== null && allowed[first + row] !== 1) continue;
          const product = values[row] as number;
          // Rounded first, so that the order is that of the numbers that are returned.
          const likeness = cosine ? Math.fround(product / (length * (divisors?.[at]?.[row] || 1))) : product;
          if (likeness > least) {
            best.offer(first + row, likeness);
            ({ least } = best);
          }
        }
      }
      const { indices, values } = best.sorted();
      return { indices, likeness: values };
    },
    close() {
      given = undefined;
      dispose([...blocks]);
      blocks = [];
    },
  };
}

/** The numbers of a tensor of each block. */
async function eachBlock(blocks: readonly Tensor2D[], of: (block: Tensor2D) => Tensor): Promise<Float32Array[]> {
  const values: Float32Array[] = [];
  for (const block of blocks) {
    const result = tidy(() => of(block));
    values.push(await result.data<'float32'>());
    result.dispose();
  }
  return values;
}
