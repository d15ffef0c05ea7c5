import definitions from 'proj4-list';
import type { SceneCrs } from '../../scene/scene-record';
import type { GeoKeys } from './geo-keys';
import { userProjection } from './user-projection';

const MODEL = 1024;
const CITATION = 1026;
const GEOGRAPHIC = 2048;
const GEOGRAPHIC_CITATION = 2049;
const PROJECTED = 3072;
const PROJECTED_CITATION = 3073;
const USER_DEFINED = 32767;

/** A CRS as keys say it, and in words what of it is not known. */
export interface ReadCrs {
  readonly crs: SceneCrs | null;
  readonly note: string | null;
}

const ONLY_ITS_OWN = 'polygons are in this CRS only.';

/**
 * The CRS of a file. One with a code is defined by the list of `proj4-list`, and one that the file defines itself by its keys. The first
 * coordinate is always easting or longitude, as GeoTIFF says, whatever the axis order of the code.
 */
export function readCrs(keys: GeoKeys): ReadCrs {
  if (keys.size === 0) return { crs: null, note: null };
  const code = codeOf(keys);
  const name = [PROJECTED_CITATION, GEOGRAPHIC_CITATION, CITATION].map((key) => keys.get(key)).find(isText) ?? null;
  if (code !== null) {
    const defined = definitionOf(code);
    const crs = { code: `EPSG:${code}`, name, proj4: defined, keys: {} };
    if (defined === null) return { crs, note: `EPSG:${code} is not in the list of definitions: ${ONLY_ITS_OWN}` };
    return { crs, note: gridNote(defined) };
  }
  const own = userProjection(keys, definitionOf);
  const kept = Object.fromEntries([...keys].map(([key, value]) => [String(key), value]));
  const crs = { code: null, name, proj4: own.proj4, keys: kept };
  if (own.proj4 === null) return { crs, note: `Its CRS has no code, and ${own.problem}: ${ONLY_ITS_OWN}` };
  return { crs, note: gridNote(own.proj4) };
}

/** The EPSG code of the projected system, else of the geographic one; null where the file defines its own. */
function codeOf(keys: GeoKeys): number | null {
  const [projected, geographic] = [keys.get(PROJECTED), keys.get(GEOGRAPHIC)];
  const isProjected = projected !== undefined || keys.get(MODEL) === 1;
  const code = isProjected ? projected : geographic;
  return typeof code === 'number' && code > 0 && code < USER_DEFINED ? code : null;
}

/** The definition of an EPSG code; null for one that is not known. */
function definitionOf(code: number): string | null {
  const name = `EPSG:${code}`;
  const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  // The axes of a file are those of its pixels.
  return found?.[1].replace(/\s*\+axis=\w+/, '').trim() ?? null;
}

/** Datums that proj4 knows only by a grid, which is a file of its own. */
function gridNote(proj4: string): string | null {
  const [, datum] = /\+datum=(NAD27)\b/.exec(proj4) ?? [];
  const [, grids] = /\+nadgrids=(?!@null)(\S+)/.exec(proj4) ?? [];
  if (datum === undefined && grids === undefined) return null;
  return `The shift from ${datum ?? grids} to WGS 84 needs a grid that is not used: WGS 84 polygons may be off by up to 200 m.`;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
