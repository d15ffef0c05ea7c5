import * as v from 'valibot';
import type { Position } from './affine';
import { RegionError } from './region-error';

/** Polygons, each an outer ring and its holes, without the repeated point; longitude and latitude. */
export type RegionPolygons = readonly (readonly (readonly Position[])[])[];

/** Where to search. */
export interface Region {
  readonly polygons: RegionPolygons;
  /** The share of a window that has to be inside, above 0 up to 1; null where it is enough that they meet. */
  readonly share: number | null;
}

const position = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(2));
const ring = v.pipe(v.array(position), v.minLength(4));
const polygon = v.pipe(v.array(ring), v.minLength(1));
const areas = v.variant('type', [
  v.object({ type: v.literal('Polygon'), coordinates: polygon }),
  v.object({ type: v.literal('MultiPolygon'), coordinates: v.array(polygon) }),
]);

/**
 * Parses a region: a polygon, a multi-polygon, a feature or a collection of them, as GeoJSON. Across the antimeridian it may be cut, or
 * have longitudes beyond ±180. Polygons that overlap count twice.
 *
 * @throws RegionError names what is wrong.
 */
export function parseRegion(geojson: unknown, share: number | null = null): Region {
  const polygons = polygonsOf(geojson);
  if (polygons.length === 0) throw new RegionError('It has no polygon.');
  return { polygons, share };
}

function polygonsOf(value: unknown): RegionPolygons {
  const { type, features, geometries, geometry } = (value ?? {}) as Record<string, unknown>;
  if (type === 'FeatureCollection' && Array.isArray(features)) return features.flatMap(polygonsOf);
  if (type === 'GeometryCollection' && Array.isArray(geometries)) return geometries.flatMap(polygonsOf);
  if (type === 'Feature') return geometry === null ? [] : polygonsOf(geometry);
  const { success, output, issues } = v.safeParse(areas, value);
  if (!success) {
    const isArea = type === 'Polygon' || type === 'MultiPolygon';
    const at = v.getDotPath(issues[0]);
    throw new RegionError(
      isArea ? `Its ${type} is wrong at ${at}: ${issues[0].message}.` : `It has ${JSON.stringify(type) ?? 'no type'}.`,
    );
  }
  const all = output.type === 'Polygon' ? [output.coordinates] : output.coordinates;
  return all.map((rings) => rings.map(openRing));
}

function openRing(positions: readonly number[][]): Position[] {
  const points = positions.map(([lon, lat]): Position => [lon as number, lat as number]);
  const wrong = points.find(([lon, lat]) => Math.abs(lat) > 90 || Math.abs(lon) > 540);
  if (wrong !== undefined)
    throw new RegionError(`It has the position [${wrong.join(', ')}], which is not on the earth.`);
  const [first, last] = [points[0] as Position, points.at(-1) as Position];
  if (first[0] !== last[0] || first[1] !== last[1]) throw new RegionError('One of its rings is not closed.');
  return points.slice(0, -1);
}
