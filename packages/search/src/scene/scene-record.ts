import * as v from 'valibot';
import type { Affine } from './affine';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const pair = v.strictTuple([v.number(), v.number()]);

/** A scene as the manifest of a gallery has it. */
export const sceneSchema = v.strictObject({
  file: v.string(),
  bytes: count,
  sha256: v.string(),
  width: count,
  height: count,
  bands: v.array(count),
  ranges: v.strictTuple([pair, pair, pair]),
  stretch: v.string(),
  nodata: v.string(),
  transform: v.nullable(v.strictTuple([v.number(), v.number(), v.number(), v.number(), v.number(), v.number()])),
  crs: v.nullable(
    v.strictObject({
      code: v.nullable(v.string()),
      name: v.nullable(v.string()),
      proj4: v.nullable(v.string()),
      keys: v.record(v.string(), v.union([v.number(), v.string(), v.array(v.number())])),
    }),
  ),
  notes: v.array(v.string()),
  empty: v.array(v.strictTuple([count, count])),
});

/** A coordinate reference system. */
export interface SceneCrs {
  /** As `EPSG:32632`; null where the file defines its own. */
  readonly code: string | null;
  /** What the file calls it. */
  readonly name: string | null;
  /** Its definition; null where there is none: then polygons are in this system only. */
  readonly proj4: string | null;
  /** The GeoTIFF keys that define it, by number; of a system with a code none. */
  readonly keys: Readonly<Record<string, number | string | readonly number[]>>;
}

/** Where the pixels of a scene are on the earth. */
export interface Georeference {
  /** From pixels to the CRS; null where the file has no georeference. */
  readonly transform: Affine | null;
  readonly crs: SceneCrs | null;
}

/** The extent of a scene in pixels, and where these are. */
export type ScenePlace = Georeference & Pick<SceneRecord, 'width' | 'height'>;

/** A scene of a gallery: how it was read, and where it is. */
export interface SceneRecord extends Georeference {
  /** Relative to the root of the gallery, with forward slashes. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The bands that became red, green and blue, from 1; a single one became grey. */
  readonly bands: readonly number[];
  /** The values of each band that became 0 and 255. */
  readonly ranges: readonly [ValueRange, ValueRange, ValueRange];
  /** Where the ranges come from, in words. */
  readonly stretch: string;
  /** What marks pixels without data, in words. */
  readonly nodata: string;
  /** What a reader of the file has to know. */
  readonly notes: readonly string[];
  /** Windows that were left out because they have too few data: first and number of each run, counted as `planWindows` does. */
  readonly empty: readonly (readonly [first: number, count: number])[];
}

/** The values that become 0 and 255. */
export type ValueRange = readonly [low: number, high: number];
