import type { Position } from './affine';
import type { Projection } from './projection';
import type { SceneWindow } from './scene-window';

/** Points at which each side of a window is projected. */
const POINTS = 32;

/** Largest distance between a side and its line, in pixels. */
const TOLERANCE = 0.1;

/**
 * The outline of a window in WGS 84, without a repeated first point, anticlockwise. Sides that are curves there get the points that they
 * need. Longitudes go on beyond ±180, without a jump. A window with a pole in it also has the line along the pole.
 */
export function outlineOf({ x, y, width, height }: SceneWindow, { toLonLat }: Projection): Position[] {
  const corners: readonly Position[] = [
    [x, y],
    [x, y + height],
    [x + width, y + height],
    [x + width, y],
  ];
  const ring: Position[] = [];
  let last = toLonLat(corners[0] as Position)[0];
  for (const [at, from] of corners.entries()) {
    const to = corners[(at + 1) % 4] as Position;
    const side = Array.from({ length: POINTS + 1 }, (_, step): Position => {
      const share = step / POINTS;
      const [lon, lat] = toLonLat([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
      last = lon - 360 * Math.round((lon - last) / 360);
      return [last, lat];
    });
    const pixels = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const length = side.slice(1).reduce((sum, point, index) => sum + distance(point, side[index] as Position), 0);
    ring.push(...simplified(side, (TOLERANCE * length) / Math.max(1, pixels)).slice(0, -1));
  }
  const [first] = ring as [Position];
  const turn = Math.round((last - first[0]) / 360) * 360;
  if (turn !== 0) {
    const pole = Math.sign(ring.reduce((sum, [, lat]) => sum + lat, 0)) * 90;
    ring.push([first[0] + turn, first[1]], [first[0] + turn, pole], [first[0], pole]);
  }
  return signedArea(ring) < 0 ? ring.reverse() : ring;
}

/** Shoelace formula, positive where the ring is anticlockwise and y goes up. */
export function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] as Position;
    sum += x * nextY - nextX * y;
  }
  return sum / 2;
}

const distance = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Ramer–Douglas–Peucker: the points without which a line would be further than `tolerance` from them. */
function simplified(points: readonly Position[], tolerance: number): Position[] {
  const [first, last] = [points[0] as Position, points.at(-1) as Position];
  const far = points.map((point) => distanceToLine(point, first, last));
  const most = Math.max(...far);
  if (points.length < 3 || most <= tolerance) return [first, last];
  const at = far.indexOf(most);
  return [...simplified(points.slice(0, at + 1), tolerance), ...simplified(points.slice(at), tolerance).slice(1)];
}

function distanceToLine(point: Position, from: Position, to: Position): number {
  const length = distance(from, to);
  if (length === 0) return distance(point, from);
  return Math.abs((to[0] - from[0]) * (from[1] - point[1]) - (from[0] - point[0]) * (to[1] - from[1])) / length;
}
