import type { ShortlistMeasure } from '../../engine/engine';

/** Products become cosines by one more number a vector. */
export const graphWidth = (measure: ShortlistMeasure, width: number): number =>
  measure === 'product' ? width + 1 : width;

/**
 * Vectors for a graph that compares by cosines. For cosines they are the vectors; for products `[v, √(M² − |v|²)]`, all of the length M, so
 * that the cosine with `[q, 0]` is `v·q / (M |q|)`: the largest products have the largest cosines. A graph that compares products themselves
 * loses a tenth or more of them.
 *
 * Source: Bachrach et al., Speeding Up the Xbox Recommender System Using a Euclidean Transformation for Inner-Product Spaces, RecSys 2014,
 * section 3.
 *
 * @param vectors [n, width], row-major.
 * @param longest M, the norm of the longest vector of the gallery.
 * @returns [n, graphWidth], row-major.
 */
export function graphVectors(
  vectors: Float32Array,
  width: number,
  measure: ShortlistMeasure,
  longest: number,
): Float32Array {
  if (measure === 'cosine') return vectors;
  const count = vectors.length / width;
  const result = new Float32Array(count * (width + 1));
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * width, (row + 1) * width);
    result.set(vector, row * (width + 1));
    result[row * (width + 1) + width] = Math.sqrt(Math.max(0, longest ** 2 - normOf(vector) ** 2));
  }
  return result;
}

/** A query for such a graph. */
export function graphQuery(vector: Float32Array, measure: ShortlistMeasure): Float32Array {
  const query = new Float32Array(graphWidth(measure, vector.length));
  query.set(vector);
  return query;
}

export function normOf(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

/** The norm of the longest of some vectors. */
export function longestOf(vectors: Float32Array, width: number): number {
  let longest = 0;
  for (let start = 0; start < vectors.length; start += width) {
    longest = Math.max(longest, normOf(vectors.subarray(start, start + width)));
  }
  return longest;
}
