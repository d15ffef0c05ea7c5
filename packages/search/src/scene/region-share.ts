import type { Position } from './affine';
import { type Box, clipRing } from './clip-ring';
import { outlineOf, signedArea } from './outline';
import type { RegionPolygons } from './parse-region';
import { openProjection, type Projection } from './projection';
import type { ScenePlace } from './scene-record';
import type { SceneWindow } from './scene-window';

/** Largest distance between an edge of a region and its place among the pixels. */
const TOLERANCE = 0.1;

/** Beyond the scene, as a share of its extent: nothing at its edge is lost. */
const MARGIN = 0.01;

/**
 * The share of each window of a scene that is inside a region. Edges of the region are straight in longitude and latitude, as RFC 7946
 * says, and are bent accordingly among the pixels.
 *
 * @returns 0 for every window where the scene has no place on the earth.
 */
export function regionShares(scene: ScenePlace, region: RegionPolygons): (window: SceneWindow) => number {
  const seen = polygonsInPixels(scene, region);
  return ({ x, y, width, height }) => {
    const clip = { west: x, south: y, east: x + width, north: y + height };
    const area = (ring: readonly Position[]) => Math.abs(signedArea(clipRing(ring, clip)));
    const inside = seen.reduce(
      (sum, [outer = [], ...holes]) => sum + area(outer) - holes.reduce((hole, ring) => hole + area(ring), 0),
      0,
    );
    return Math.min(1, Math.max(0, inside / (width * height)));
  };
}

/** The pixels around a region, `south` the first row and `north` the last; null where the scene has none of it. */
export function regionBounds(scene: ScenePlace, region: RegionPolygons): Box | null {
  const points = polygonsInPixels(scene, region).flatMap(([outer = []]) => outer);
  if (points.length === 0) return null;
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [x, y] of points) {
    bounds.west = Math.min(bounds.west, Math.floor(x));
    bounds.east = Math.max(bounds.east, Math.ceil(x));
    bounds.south = Math.min(bounds.south, Math.floor(y));
    bounds.north = Math.max(bounds.north, Math.ceil(y));
  }
  return bounds;
}

/** Whether a window with this share inside a region is in it; without a limit it is enough that they meet. */
export const isInside = (share: number, limit: number | null): boolean =>
  limit === null ? share > 0 : share >= limit - ROUNDING;

const ROUNDING = 1e-9;

function polygonsInPixels(scene: ScenePlace, region: RegionPolygons): Position[][][] {
  const projection = openProjection(scene);
  if (projection === null) return [];
  const outline = outlineOf({ x: 0, y: 0, width: scene.width, height: scene.height }, projection);
  const box = boxOf(outline);
  const polygons = [-2, -1, 0, 1, 2].flatMap((turn) =>
    region.map((rings) => rings.map((ring) => inPixels(ring, 360 * turn, box, projection))),
  );
  return polygons.filter(([outer]) => outer !== undefined && outer.length > 2);
}

function boxOf(ring: readonly Position[]): Box {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const [x, y] = [MARGIN * (east - west), MARGIN * (north - south)];
  // Not more than one turn: a part of the region would count twice.
  const round = east - west >= 360;
  return { west: round ? west : west - x, east: round ? west + 360 : east + x, south: south - y, north: north + y };
}

function inPixels(ring: readonly Position[], shift: number, box: Box, { toPixel }: Projection): Position[] {
  const near = clipRing(
    ring.map(([lon, lat]): Position => [lon + shift, lat]),
    { ...box, south: Math.max(-90, box.south), north: Math.min(90, box.north) },
  );
  return near.flatMap((from, at) => {
    const to = near[(at + 1) % near.length] as Position;
    return [toPixel(from), ...bends(from, to, toPixel(from), toPixel(to), toPixel, 0)];
  });
}

/** The points that an edge needs between its ends. */
function bends(
  from: Position,
  to: Position,
  start: Position,
  end: Position,
  toPixel: Projection['toPixel'],
  depth: number,
): Position[] {
  const middle: Position = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const bent = toPixel(middle);
  const off = Math.hypot(bent[0] - (start[0] + end[0]) / 2, bent[1] - (start[1] + end[1]) / 2);
  if (depth >= MOST || (depth > 0 && off <= TOLERANCE)) return [];
  return [
    ...bends(from, middle, start, bent, toPixel, depth + 1),
    bent,
    ...bends(middle, to, bent, end, toPixel, depth + 1),
  ];
}

const MOST = 12;
