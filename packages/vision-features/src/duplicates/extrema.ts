import { LEVELS, type Octave } from './scale-space';

/** A blob of an octave. */
export interface Extremum {
  /** In pixels of the octave; (0, 0) is the centre of the upper left pixel. */
  readonly x: number;
  readonly y: number;
  /** Of its octave; a fraction lies between two. */
  readonly level: number;
  /** |D|, in grey levels. */
  readonly contrast: number;
}

/** Weaker extrema are mostly noise, in grey levels. */
const LEAST_CONTRAST = 1;
/** Of the curvatures along and across: (r + 1)² / r at r = 10, Lowe's limit for points on an edge, which slide along it. */
const EDGE = 11 ** 2 / 10;
const BORDER = 5;

/**
 * The points whose D is above that of all 26 neighbours in place and level, or below. Place and level are refined by one step of Newton's
 * method in each. Lowe (2004), sections 3.1, 4 and 4.1.
 *
 * @param width - Of the image inside the octave's square, in its pixels.
 */
export function extrema({ size, differences }: Octave, width: number, height: number): Extremum[] {
  const found: Extremum[] = [];
  for (let level = 1; level <= LEVELS; level++) {
    const [below, here, above] = differences.slice(level - 1) as [Float32Array, Float32Array, Float32Array];
    for (let y = BORDER; y < Math.min(height, size) - BORDER; y++) {
      for (let x = BORDER; x < Math.min(width, size) - BORDER; x++) {
        const i = y * size + x;
        const value = here[i] as number;
        if (value < LEAST_CONTRAST && value > -LEAST_CONTRAST) continue;
        const sign = value > 0 ? 1 : -1;
        if (!exceeds(sign, value, here, i, size) || !exceeds(sign, value, below, i, size)) continue;
        if (!exceeds(sign, value, above, i, size)) continue;
        if (sign * (below[i] as number) >= sign * value || sign * (above[i] as number) >= sign * value) continue;
        const place = refined(here, i, size);
        if (place === null) continue;
        const slope = ((above[i] as number) - (below[i] as number)) / 2;
        const curvature = (above[i] as number) + (below[i] as number) - 2 * value;
        const across = curvature === 0 ? 0 : half(-slope / curvature);
        found.push({ x: x + place.x, y: y + place.y, level: level + across, contrast: Math.abs(value) });
      }
    }
  }
  return found;
}

/** Whether sign · value is above the eight neighbours in one plane. */
function exceeds(sign: number, value: number, plane: Float32Array, i: number, size: number): boolean {
  const least = sign * value;
  return (
    least > sign * (plane[i - 1] as number) &&
    least > sign * (plane[i + 1] as number) &&
    least > sign * (plane[i - size] as number) &&
    least > sign * (plane[i + size] as number) &&
    least > sign * (plane[i - size - 1] as number) &&
    least > sign * (plane[i - size + 1] as number) &&
    least > sign * (plane[i + size - 1] as number) &&
    least > sign * (plane[i + size + 1] as number)
  );
}

/** The offset of the extremum of the plane's parabola; null on an edge. */
function refined(plane: Float32Array, i: number, size: number): { x: number; y: number } | null {
  const at = (offset: number): number => plane[i + offset] as number;
  const xx = at(1) + at(-1) - 2 * at(0);
  const yy = at(size) + at(-size) - 2 * at(0);
  const xy = (at(size + 1) - at(size - 1) - at(1 - size) + at(-size - 1)) / 4;
  const determinant = xx * yy - xy * xy;
  if (determinant <= 0 || (xx + yy) ** 2 / determinant > EDGE) return null;
  const x = (at(1) - at(-1)) / 2;
  const y = (at(size) - at(-size)) / 2;
  return { x: half((xy * y - yy * x) / determinant), y: half((xy * x - xx * y) / determinant) };
}

/** An offset that stays inside its pixel. */
const half = (offset: number): number => Math.max(-0.5, Math.min(0.5, offset));
