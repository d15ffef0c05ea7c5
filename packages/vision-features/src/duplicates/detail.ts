import { integralImage } from './cell-means';

/** Cells of the grid in which an overlap is compared, and of one of its blocks. */
export const CELLS = 48;
const BLOCK = 8;
/** Cells on each side whose mean is subtracted. */
const AROUND = 2;
/** Grey levels that the details of a block vary by, or it has none. */
const LEAST_CONTRAST = 1;
/** Fewer blocks with details cannot tell whether two images are the same. */
const LEAST_BLOCKS = 6;

/** Each cell without the mean of the 5 × 5 cells around it, [48, 48]: what is left when the light, the shades and the layout are taken away. */
export function detailOf(cells: Float64Array): Float64Array {
  const { sums } = integralImage(cells, CELLS);
  const stride = CELLS + 1;
  const result = new Float64Array(cells.length);
  for (let y = 0; y < CELLS; y++) {
    const upper = Math.max(0, y - AROUND) * stride;
    const lower = Math.min(CELLS, y + AROUND + 1) * stride;
    for (let x = 0; x < CELLS; x++) {
      const left = Math.max(0, x - AROUND);
      const right = Math.min(CELLS, x + AROUND + 1);
      const sum =
        (sums[lower + right] as number) -
        (sums[lower + left] as number) -
        (sums[upper + right] as number) +
        (sums[upper + left] as number);
      result[y * CELLS + x] = (cells[y * CELLS + x] as number) - (sum * stride) / ((lower - upper) * (right - left));
    }
  }
  return result;
}

/** Pearson's correlation; 0 where one of the two does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  const varianceA = squareA - (sumA * sumA) / a.length;
  const varianceB = squareB - (sumB * sumB) / a.length;
  if (varianceA < 1e-9 || varianceB < 1e-9) return 0;
  return (product - (sumA * sumB) / a.length) / Math.sqrt(varianceA * varianceB);
}

/**
 * The median of the correlations in blocks of 8 × 8 cells, of those in which one of the images has details. One strong edge that two images
 * have at the same place, as a shore or the side of a runway, is in a few blocks only.
 *
 * @param stepA - Grey levels of 1 in `a`.
 * @returns 0 where hardly a block has details.
 */
export function blockCorrelation(a: Float64Array, stepA: number, b: Float64Array, stepB: number): number {
  const found: number[] = [];
  for (let top = 0; top < CELLS; top += BLOCK) {
    for (let left = 0; left < CELLS; left += BLOCK) {
      const [ofA, ofB] = [blockOf(a, left, top), blockOf(b, left, top)];
      if (Math.max(spread(ofA) * stepA, spread(ofB) * stepB) >= LEAST_CONTRAST) found.push(correlation(ofA, ofB));
    }
  }
  if (found.length < LEAST_BLOCKS) return 0;
  return found.sort((x, y) => x - y)[found.length >> 1] as number;
}

function blockOf(cells: Float64Array, left: number, top: number): Float64Array {
  const block = new Float64Array(BLOCK * BLOCK);
  for (let y = 0; y < BLOCK; y++) {
    const from = (top + y) * CELLS + left;
    block.set(cells.subarray(from, from + BLOCK), y * BLOCK);
  }
  return block;
}

/** The standard deviation. */
function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
