/** The gradient of a grey image at each pixel, in polar form. */
export interface GradientField {
  /** S, the image's side. */
  readonly size: number;
  /** ‖∇I‖, [S, S]. */
  readonly magnitude: Float32Array;
  /** Direction in units of 1/8 turn, 0 ≤ o < 8: 0 to the right, 2 upwards; [S, S]. */
  readonly orientation: Float32Array;
}

/** Orientations that a descriptor tells apart. */
export const ORIENTATIONS = 8;

/**
 * ∇I = (I(x + 1, y) − I(x − 1, y), I(x, y − 1) − I(x, y + 1)), y counted downwards. The outermost rows and columns have none.
 *
 * @param image - Grey, [S, S].
 */
export function gradientField(image: Float32Array, size: number): GradientField {
  const magnitude = new Float32Array(image.length);
  const orientation = new Float32Array(image.length);
  for (let y = 1; y < size - 1; y++) {
    for (let x = 1; x < size - 1; x++) {
      const i = y * size + x;
      const right = (image[i + 1] as number) - (image[i - 1] as number);
      const up = (image[i - size] as number) - (image[i + size] as number);
      magnitude[i] = Math.sqrt(right * right + up * up);
      const turn = (Math.atan2(up, right) * ORIENTATIONS) / (2 * Math.PI);
      const positive = Math.fround(turn < 0 ? turn + ORIENTATIONS : turn);
      orientation[i] = positive >= ORIENTATIONS ? 0 : positive;
    }
  }
  return { size, magnitude, orientation };
}
