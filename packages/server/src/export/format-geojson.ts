import type { ExportedItem } from './format-csv';

/** The types of geometry of RFC 7946, section 3.1. */
const GEOMETRIES: ReadonlySet<unknown> = new Set([
  ...['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'],
]);

/**
 * Items as a GeoJSON FeatureCollection, RFC 7946. The place of an item is the field `geometry` of its metadata; an item without one is an
 * unlocated feature (section 3.2), whose geometry is null.
 */
export function formatGeoJson(items: readonly ExportedItem[]): string {
  const features = items.map(({ id, metadata, ...fields }) => {
    const { geometry, ...rest } = metadata;
    const located = isGeometry(geometry);
    return {
      ...{ type: 'Feature', id, geometry: located ? geometry : null },
      properties: { ...(located ? rest : metadata), ...fields },
    };
  });
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}

const isGeometry = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && GEOMETRIES.has(value.type);
