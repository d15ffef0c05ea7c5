/** A position: x and y, or longitude and latitude. */
export type Position = readonly [x: number, y: number];

/**
 * `x' = a x + b y + c`, `y' = d x + e y + f`: from pixels to the coordinates of a CRS. (0, 0) is the outer corner of the first pixel, (0.5,
 * 0.5) its centre.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export function applyAffine([a, b, c, d, e, f]: Affine, [x, y]: Position): Position {
  return [a * x + b * y + c, d * x + e * y + f];
}

/** @returns null where the transform has no inverse: all pixels lie on a line. */
export function inverseAffine([a, b, c, d, e, f]: Affine): Affine | null {
  const determinant = a * e - b * d;
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  const [A, B, D, E] = [e / determinant, -b / determinant, -d / determinant, a / determinant];
  return [A, B, -(A * c + B * f), D, E, -(D * c + E * f)];
}
