import type { SceneRecord } from './scene-record';
import type { SceneWindow } from './scene-window';
import type { AreaGeometry } from './window-geometry';
import { windowGeometries } from './window-geometry';

/** A result of a search, of which the item may be a window. */
interface FoundItem {
  readonly item: {
    readonly id: string;
    readonly file: string;
    readonly window?: SceneWindow | undefined;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
  readonly rank: number;
  readonly score: number;
  readonly confidence: number | null;
  readonly duplicates: readonly number[];
  readonly overlapping: readonly number[];
}

/** GeoJSON of results. */
interface ResultFeatures {
  readonly type: 'FeatureCollection';
  readonly features: readonly {
    readonly type: 'Feature';
    readonly id: string;
    /** In WGS 84; null for an item that has no place on the earth. */
    readonly geometry: AreaGeometry | null;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * Results as GeoJSON (RFC 7946): the polygon of each window in WGS 84. The properties have the window in pixels, its corners in the CRS of
 * the scene, rank, score, confidence, and how many results it stands for.
 */
export function resultFeatures(results: readonly FoundItem[], scenes: readonly SceneRecord[]): ResultFeatures {
  const places = new Map(
    scenes.map((scene) => [scene.file, { crs: scene.crs, geometryOf: windowGeometries(scene) }] as const),
  );
  return {
    type: 'FeatureCollection',
    features: results.map(({ item, rank, score, confidence, duplicates, overlapping }) => {
      const { id, file, window, metadata } = item;
      const place = window && places.get(file);
      const { wgs84 = null, corners = null } = (window && place?.geometryOf(window)) ?? {};
      return {
        ...{ type: 'Feature', id, geometry: wgs84 },
        properties: {
          ...{ rank, score, confidence, file },
          ...(window && { window: [window.x, window.y, window.width, window.height] }),
          ...(place && { crs: place.crs?.code ?? place.crs?.name ?? place.crs?.proj4 ?? null, corners }),
          ...{ duplicates: duplicates.length, overlapping: overlapping.length, metadata },
        },
      };
    }),
  };
}
