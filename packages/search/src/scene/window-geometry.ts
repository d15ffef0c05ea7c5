import { applyAffine, type Position } from './affine';
import { clipRing } from './clip-ring';
import { outlineOf, signedArea } from './outline';
import { openProjection, type Projection } from './projection';
import type { Georeference } from './scene-record';
import type { SceneWindow } from './scene-window';

/** A GeoJSON geometry of an area: RFC 7946, longitude and latitude in WGS 84. */
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/** Where a window is. */
export interface WindowGeometry {
  /** Its corners in the CRS of the scene, as a closed ring from the first pixel down the first column; null without georeference. */
  readonly corners: readonly Position[] | null;
  /** Null also where the CRS has no definition. Across the antimeridian it is cut there, as RFC 7946 section 3.1.9 asks for. */
  readonly wgs84: AreaGeometry | null;
}

/** The polygons of windows of a scene. */
export function windowGeometries(scene: Georeference): (window: SceneWindow) => WindowGeometry {
  const projection = openProjection(scene);
  return (window) => ({
    corners: cornersOf(scene, window),
    wgs84: projection && areaOf(window, projection),
  });
}

function cornersOf({ transform }: Georeference, { x, y, width, height }: SceneWindow): Position[] | null {
  if (transform === null) return null;
  const corners: readonly Position[] = [
    [x, y],
    [x, y + height],
    [x + width, y + height],
    [x + width, y],
    [x, y],
  ];
  return corners.map((corner) => applyAffine(transform, corner));
}

function areaOf(window: SceneWindow, projection: Projection): AreaGeometry {
  const ring = outlineOf(window, projection);
  const turns = ring.map(([lon]) => Math.floor((lon + 180) / 360));
  const [first, last] = [Math.min(...turns), Math.max(...turns)];
  const parts: Position[][][] = [];
  for (let turn = first; turn <= last; turn++) {
    const [west, east] = [360 * turn - 180, 360 * turn + 180];
    const part = clipRing(ring, { west, east, south: Number.NEGATIVE_INFINITY, north: Number.POSITIVE_INFINITY });
    // A window that only touches the antimeridian has no part beyond it.
    if (part.length < 3 || Math.abs(signedArea(part)) < SMALLEST * Math.abs(signedArea(ring))) continue;
    const placed = part.map(([lon, lat]): Position => [rounded(lon - 360 * turn), rounded(lat)]);
    parts.push([[...placed, placed[0] as Position]]);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: parts };
}

const SMALLEST = 1e-9;

/** To a tenth of a millimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e9) / 1e9;
