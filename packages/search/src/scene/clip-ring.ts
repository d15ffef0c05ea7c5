import type { Position } from './affine';

/** A rectangle with sides along the axes. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * The part of a ring inside a box, by Sutherland and Hodgman ("Reentrant polygon clipping", 1974). Where the part falls into pieces, they
 * are joined along the box: the area is right.
 */
export function clipRing(ring: readonly Position[], { west, south, east, north }: Box): Position[] {
  const byEast = clipHalf(ring, 0, east, 1);
  const byWest = clipHalf(byEast, 0, west, -1);
  const byNorth = clipHalf(byWest, 1, north, 1);
  return clipHalf(byNorth, 1, south, -1);
}

/** Keeps what is below a limit on an axis, or above it for `sign` −1. */
function clipHalf(ring: readonly Position[], axis: 0 | 1, limit: number, sign: 1 | -1): Position[] {
  if (limit * sign === Number.POSITIVE_INFINITY) return [...ring];
  const kept: Position[] = [];
  for (const [at, point] of ring.entries()) {
    const before = ring.at(at - 1) as Position;
    const inside = sign * (point[axis] - limit) <= 0;
    if (inside !== sign * (before[axis] - limit) <= 0) {
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      const other = before[(1 - axis) as 0 | 1] + share * (point[(1 - axis) as 0 | 1] - before[(1 - axis) as 0 | 1]);
      kept.push(axis === 0 ? [limit, other] : [other, limit]);
    }
    if (inside) kept.push(point);
  }
  return kept;
}
