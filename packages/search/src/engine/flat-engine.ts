import { checkShape } from '@rs-sam/foundation/errors';
import { bestOf } from './best-of';
import type { Engine, EngineQuery } from './engine';

/**
 * The exact engine: it multiplies the query with every vector that is allowed, `p_i = Σ_k v_ik q_k`. The vectors stay in memory.
 *
 * @param vectors [n, width], row-major.
 */
export function flatEngine(vectors: Float32Array, width: number): Engine {
  const size = width === 0 ? 0 : vectors.length / width;
  let inverseNorms: Float32Array | undefined;
  return {
    async nearest({ vector, count, measure, allowed }: EngineQuery) {
      checkShape('vector', [vector.length], [width], 'Use a text or an image of the model that made the gallery.');
      const best = bestOf(Math.min(count, size));
      const scale = measure === 'cosine' ? 1 / (norm(vector) || 1) : 1;
      if (measure === 'cosine') inverseNorms ??= norms(vectors, width).map((value) => 1 / (value || 1));
      let { least } = best;
      for (let index = 0; index < size; index++) {
        if (allowed !== null && allowed[index] !== 1) continue;
        const product = scale * rowProduct(vectors, index * width, vector);
        // Rounded first, so that the order is that of the numbers that are returned.
        const likeness = Math.fround(measure === 'cosine' ? product * (inverseNorms?.[index] as number) : product);
        if (likeness > least) {
          best.offer(index, likeness);
          ({ least } = best);
        }
      }
      const { indices, values } = best.sorted();
      return { indices, likeness: values };
    },
  };
}

/** Four sums side by side: the processor adds them at the same time. */
function rowProduct(vectors: Float32Array, start: number, vector: Float32Array): number {
  const width = vector.length;
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < width; k += 4) {
    a += (vectors[start + k] as number) * (vector[k] as number);
    b += (vectors[start + k + 1] as number) * (vector[k + 1] as number);
    c += (vectors[start + k + 2] as number) * (vector[k + 2] as number);
    d += (vectors[start + k + 3] as number) * (vector[k + 3] as number);
  }
  for (; k < width; k++) a += (vectors[start + k] as number) * (vector[k] as number);
  return a + b + c + d;
}

function norms(vectors: Float32Array, width: number): Float32Array {
  return Float32Array.from({ length: vectors.length / width }, (_, index) =>
    norm(vectors.subarray(index * width, (index + 1) * width)),
  );
}

const norm = (vector: Float32Array): number => Math.sqrt(rowProduct(vector, 0, vector));
