import type { StoredEncodings } from '../../packages/search/src/gallery/gallery';
import type { Projections } from '../../packages/search/src/shortlist/fit-projections';
import { KEPT, mixOf } from './mix-of';

/**
 * The shortlist's vectors of mixed items, `a U` with `a = [mean ; max ; 1]` over the regions, as `projectEncoding` gives them: of the mean the
 * products of both images' parts are added, and only the maximum is multiplied anew, which is a hundred times less work.
 */
export function mixedVectors({ regions }: StoredEncodings, { image: matrix, rank }: Projections) {
  const { shape, data } = regions as StoredEncodings[string];
  const [images = 0, count = 0, depth = 0] = shape;
  const parts = [
    partsOf(data, images, count, depth, 0, KEPT),
    partsOf(data, images, count, depth, KEPT, count),
  ] as const;
  const means = parts.map(({ sums }) => {
    const products = new Float64Array(images * rank);
    for (let image = 0; image < images; image++) {
      multiply(sums, image * depth, depth, matrix, 0, rank, products, image * rank, 1 / count);
    }
    return products;
  }) as [Float64Array, Float64Array];
  const one = matrix.subarray(2 * depth * rank, (2 * depth + 1) * rank);
  const most = new Float64Array(depth);
  const vector = new Float64Array(rank);
  return (places: readonly number[]): Float32Array => {
    const result = new Float32Array(places.length * rank);
    for (const [at, place] of places.entries()) {
      const [first, second] = mixOf(place, images);
      for (let k = 0; k < depth; k++) {
        most[k] = Math.max(parts[0].most[first * depth + k] as number, parts[1].most[second * depth + k] as number);
      }
      for (let r = 0; r < rank; r++) {
        const mean = (means[0][first * rank + r] as number) + (means[1][second * rank + r] as number);
        vector[r] = mean + (one[r] as number);
      }
      multiply(most, 0, depth, matrix, depth * rank, rank, vector, 0, 1);
      result.set(vector, at * rank);
    }
    return result;
  };
}

/** Sum and maximum over some regions of each image. */
function partsOf(data: Float32Array, images: number, count: number, depth: number, from: number, to: number) {
  const [sums, most] = [new Float64Array(images * depth), new Float64Array(images * depth).fill(-Infinity)];
  for (let image = 0; image < images; image++) {
    for (let region = from; region < to; region++) {
      for (let k = 0; k < depth; k++) {
        const value = data[(image * count + region) * depth + k] as number;
        const at = image * depth + k;
        sums[at] = (sums[at] as number) + value;
        if (value > (most[at] as number)) most[at] = value;
      }
    }
  }
  return { sums, most };
}

/** Adds `scale · x M` to a part of the result. */
function multiply(
  x: Float64Array,
  start: number,
  depth: number,
  matrix: Float32Array,
  first: number,
  rank: number,
  result: Float64Array,
  to: number,
  scale: number,
): void {
  for (let k = 0; k < depth; k++) {
    const value = scale * (x[start + k] as number);
    for (let r = 0; r < rank; r++) {
      result[to + r] = (result[to + r] as number) + value * (matrix[first + k * rank + r] as number);
    }
  }
}
