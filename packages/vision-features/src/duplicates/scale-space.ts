import { gaussianBlur } from '../handcrafted/gaussian-blur';

/** σ of the first level of an octave, in its pixels, and levels per octave: Lowe's values. */
const SIGMA = 1.6;
export const LEVELS = 3;
/** The blur that an image has from the camera; Lowe's value. */
const CAMERA_BLUR = 0.5;
/** Where the kernels are cut off, in σ: less than in a descriptor, since this is most of the work. */
const REACH = 3;
/** Smaller octaves have no room for a descriptor. */
const SMALLEST = 24;

/** The levels of one octave of a scale space. */
export interface Octave {
  readonly size: number;
  /** Pixels of the image in one of the octave's. */
  readonly step: number;
  /** Blurred to σ = 1.6 · 2^(i / 3) pixels of the octave, [S, S] each. */
  readonly blurred: readonly Float32Array[];
  /** D_i = blurred_(i + 1) − blurred_i. */
  readonly differences: readonly Float32Array[];
}

/** σ of a level, in pixels of its octave; levels between two are given by fractions. */
export const sigmaOf = (level: number): number => SIGMA * 2 ** (level / LEVELS);

/**
 * The differences of Gaussians of an image, octave by octave: D. Lowe, Distinctive image features from scale-invariant keypoints,
 * IJCV 60 (2004), section 3. The image is not enlarged first.
 *
 * @param image - Grey, [S, S].
 */
export function scaleSpace(image: Float32Array, size: number): Octave[] {
  const octaves: Octave[] = [];
  let base = gaussianBlur(image, size, Math.sqrt(SIGMA ** 2 - CAMERA_BLUR ** 2), REACH);
  for (let side = size, step = 1; side >= SMALLEST; side = side >> 1, step *= 2) {
    const blurred = [base];
    for (let level = 1; level < LEVELS + 3; level++) {
      const added = Math.sqrt(sigmaOf(level) ** 2 - sigmaOf(level - 1) ** 2);
      blurred.push(gaussianBlur(blurred[level - 1] as Float32Array, side, added, REACH));
    }
    const differences = blurred.slice(1).map((one, i) => difference(one, blurred[i] as Float32Array));
    octaves.push({ size: side, step, blurred, differences });
    base = everySecond(blurred[LEVELS] as Float32Array, side);
  }
  return octaves;
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  const result = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = (a[i] as number) - (b[i] as number);
  return result;
}

function everySecond(image: Float32Array, size: number): Float32Array {
  const half = size >> 1;
  const result = new Float32Array(half * half);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) result[y * half + x] = image[2 * y * size + 2 * x] as number;
  }
  return result;
}
