import { VIEWS, type View } from '../images/view';
import { cellMeans, integralImage } from './cell-means';
import { FRAME_SIZE, type GreyFrame } from './grey-frame';
import { viewMatrix } from './view-geometry';

/** Side of the grey image that is transformed, and of the block of its lowest frequencies. */
const SIDE = 32;
const LOWEST = 8;

/** Words of the hash of one view: 63 bits. */
export const HASH_WORDS = 2;

/**
 * bit (v, u) = F(v, u) > 0, F the cosine transform (DCT-II) of the image as 32 × 32 grey values, u, v < 8 without F(0, 0), for each of the
 * eight views: C. Zauner, Implementation and benchmarking of perceptual image hash functions, Hagenberg 2010, section 3.2.1, with 0 in
 * place of the median, which is near 0. So a view only swaps u and v and changes signs.
 *
 * Brightness and contrast do not change it, a new encoding or size changes few bits.
 *
 * @returns Two words for each view, in the order of `VIEWS`.
 */
export function perceptualHashes({ grey, width, height }: GreyFrame): Int32Array {
  const small = new Float64Array(SIDE * SIDE);
  cellMeans(integralImage(grey, FRAME_SIZE), { left: 0, top: 0, right: width, bottom: height }, SIDE, small);
  const frequencies = lowestFrequencies(small);
  const hashes = new Int32Array(VIEWS.length * HASH_WORDS);
  for (const [i, view] of VIEWS.entries()) {
    for (let bit = 1; bit < LOWEST * LOWEST; bit++) {
      const value = viewedFrequency(frequencies, bit % LOWEST, Math.floor(bit / LOWEST), view);
      const word = i * HASH_WORDS + (bit >> 5);
      if (value > 0) hashes[word] = (hashes[word] as number) | (1 << (bit & 31));
    }
  }
  return hashes;
}

/** F(v, u) = Σ_y Σ_x g(y, x) cos(π (y + ½) v / 32) cos(π (x + ½) u / 32), [8, 8]. */
function lowestFrequencies(grey: Float64Array): Float64Array {
  const rows = new Float64Array(SIDE * LOWEST);
  for (let y = 0; y < SIDE; y++) {
    for (let u = 0; u < LOWEST; u++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += (grey[y * SIDE + x] as number) * (COSINES[u * SIDE + x] as number);
      rows[y * LOWEST + u] = sum;
    }
  }
  const result = new Float64Array(LOWEST * LOWEST);
  for (let v = 0; v < LOWEST; v++) {
    for (let u = 0; u < LOWEST; u++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++) sum += (rows[y * LOWEST + u] as number) * (COSINES[v * SIDE + y] as number);
      result[v * LOWEST + u] = sum;
    }
  }
  return result;
}

const COSINES = Float64Array.from({ length: LOWEST * SIDE }, (_, i) =>
  Math.cos((Math.PI * ((i % SIDE) + 0.5) * Math.floor(i / SIDE)) / SIDE),
);

/** F(v, u) of a view: a mirrored axis changes the sign of its odd frequencies, a quarter turn swaps the axes. */
function viewedFrequency(frequencies: Float64Array, u: number, v: number, view: View): number {
  const [a, b, c, d] = viewMatrix(view);
  const sign = (a + b < 0 && u % 2 === 1 ? -1 : 1) * (c + d < 0 && v % 2 === 1 ? -1 : 1);
  return sign * ((a === 0 ? frequencies[u * LOWEST + v] : frequencies[v * LOWEST + u]) as number);
}
