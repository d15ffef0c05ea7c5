import type { GalleryItem, GalleryItems } from '@rs-sam/search';
import { windowGeometries } from '@rs-sam/search/scene';
import type { ExportedItem } from './format-csv';

/** The types of geometry of RFC 7946, section 3.1. */
const GEOMETRIES: ReadonlySet<unknown> = new Set([
  ...['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'],
]);

/**
 * Items as a GeoJSON FeatureCollection, RFC 7946. The place of a window of a scene is its polygon, that of another item the field
 * `geometry` of its metadata; an item without either is an unlocated feature (section 3.2), whose geometry is null.
 */
export function formatGeoJson(items: readonly ExportedItem[], scenes: GalleryItems['scenes']): string {
  const places = new Map(scenes.map((scene) => [scene.file, windowGeometries(scene)]));
  const placeOf = ({ file, window }: GalleryItem) => (window === undefined ? null : places.get(file)?.(window).wgs84);
  const features = items.map((item) => {
    const { id, metadata, ...fields } = item;
    const { geometry, ...rest } = metadata;
    const isLocated = isGeometry(geometry);
    return {
      ...{ type: 'Feature', id, geometry: placeOf(item) ?? (isLocated ? geometry : null) },
      properties: { ...(isLocated ? rest : metadata), ...fields },
    };
  });
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}

const isGeometry = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && GEOMETRIES.has(value.type);
