import proj4 from 'proj4';
import { applyAffine, inverseAffine, type Position } from './affine';
import type { Georeference } from './scene-record';

/** From pixels of a scene to WGS 84 and back. Longitude comes first, whatever the axis order of the CRS. */
export interface Projection {
  /** Longitude is from −180 to 180. */
  toLonLat(pixel: Position): Position;
  /** In a CRS of degrees longitudes go on, beyond ±180, from that of the first pixel, as `outlineOf` has them. */
  toPixel(lonLat: Position): Position;
}

/** @returns null where the scene has no georeference, or its CRS no definition. */
export function openProjection({ transform, crs }: Georeference): Projection | null {
  const inverse = transform && inverseAffine(transform);
  if (transform === null || inverse === null || crs === null || crs.proj4 === null) return null;
  const converter = proj4(crs.proj4, WGS84);
  const isDegrees = /\+proj=longlat\b/.test(crs.proj4);
  const toLonLat = (pixel: Position): Position => {
    const [lon, lat] = converter.forward([...applyAffine(transform, pixel)]) as [number, number];
    return [lon - 360 * Math.round(lon / 360), lat];
  };
  const shift = isDegrees ? applyAffine(transform, [0, 0])[0] - toLonLat([0, 0])[0] : 0;
  return {
    toLonLat,
    toPixel(lonLat) {
      const [x, y] = converter.inverse([...lonLat]) as [number, number];
      const turns = isDegrees ? Math.round((lonLat[0] + shift - x) / 360) : 0;
      return applyAffine(inverse, [x + 360 * turns, y]);
    },
  };
}

const WGS84 = '+proj=longlat +datum=WGS84 +no_defs';
