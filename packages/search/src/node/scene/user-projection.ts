import type { GeoKeys } from './geo-keys';

/** A definition made of keys, or what is missing of it, as the end of a sentence. */
export type UserProjection =
  | { readonly proj4: string; readonly problem: null }
  | { readonly proj4: null; readonly problem: string };

/** Keys of GeoTIFF 1.1 (OGC 19-008r4, annex B). */
const KEY = {
  geographic: 2048,
  datum: 2050,
  angularUnits: 2054,
  angularUnitSize: 2055,
  ellipsoid: 2056,
  semiMajor: 2057,
  semiMinor: 2058,
  inverseFlattening: 2059,
  primeMeridian: 2061,
  toWgs84: 2062,
  model: 1024,
  projection: 3074,
  method: 3075,
  linearUnits: 3076,
  linearUnitSize: 3077,
} as const;

/** Methods of projections by number: proj4's name, and what it calls the latitude of origin if not `lat_0`. */
const METHODS: Readonly<Record<number, string>> = {
  1: 'tmerc',
  7: 'merc',
  8: 'lcc',
  9: 'lcc',
  10: 'laea',
  11: 'aea',
  12: 'aeqd',
  13: 'eqdc',
  14: 'stere',
  15: 'stere',
  16: 'sterea',
  17: 'eqc',
  18: 'cass',
  19: 'gnom',
  20: 'mill',
  21: 'ortho',
  22: 'poly',
  23: 'robin',
  24: 'sinu',
  25: 'vandg',
  28: 'cea',
};

const ANGLES: readonly (readonly [parameter: string, keys: readonly number[]])[] = [
  ['lat_0', [3081, 3085, 3089]],
  ['lon_0', [3080, 3084, 3088, 3095]],
  ['lat_1', [3078]],
  ['lat_2', [3079]],
];
const LENGTHS: readonly (readonly [parameter: string, keys: readonly number[]])[] = [
  ['x_0', [3082, 3086, 3090]],
  ['y_0', [3083, 3087, 3091]],
];
const SCALES = [3092, 3093];

/** Metres of a unit of length, degrees of a unit of angle. */
const LINEAR: Readonly<Record<number, number>> = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937, 9036: 1000 };
const ANGULAR: Readonly<Record<number, number>> = { 9101: 180 / Math.PI, 9102: 1, 9105: 0.9, 9106: 0.9 };

const ELLIPSOIDS: Readonly<Record<number, string>> = {
  7001: '+ellps=airy',
  7004: '+ellps=bessel',
  7008: '+ellps=clrk66',
  7012: '+ellps=clrk80',
  7019: '+ellps=GRS80',
  7022: '+ellps=intl',
  7024: '+ellps=krass',
  7030: '+ellps=WGS84',
  7048: '+R=6371000',
};
const USER_DEFINED = 32767;
const PROJECTED_MODEL = 1;
const GEOGRAPHIC_MODEL = 2;

/**
 * The definition of a CRS that a file gives by parameters instead of a code.
 *
 * @param definitionOf the definition of an EPSG code, for the geographic system below a projection.
 */
export function userProjection(keys: GeoKeys, definitionOf: (code: number) => string | null): UserProjection {
  const number = (key: number): number | undefined => {
    const value = keys.get(key);
    return typeof value === 'number' ? value : undefined;
  };
  const earth = earthOf(number, keys.get(KEY.toWgs84), definitionOf);
  if (earth === null) return missing('its datum is not known');
  const angle = unitOf(number(KEY.angularUnits) ?? 9102, ANGULAR, radiansOf(number(KEY.angularUnitSize)));
  if (angle === undefined) return missing('its unit of angles is not known');
  if (number(KEY.model) === GEOGRAPHIC_MODEL) {
    return angle === 1 ? made(`+proj=longlat ${earth}`) : missing('its unit is not the degree');
  }
  const unit = unitOf(number(KEY.linearUnits) ?? 9001, LINEAR, number(KEY.linearUnitSize));
  if (unit === undefined) return missing('its unit of length is not known');
  const end = `${earth}${unit === 1 ? ' +units=m' : ` +to_meter=${unit}`}`;
  const zone = number(KEY.projection) ?? 0;
  if (zone > 16000 && zone <= 16060) return made(`+proj=utm +zone=${zone - 16000} ${end}`);
  if (zone > 16100 && zone <= 16160) return made(`+proj=utm +zone=${zone - 16100} +south ${end}`);
  const method = number(KEY.method);
  const proj = METHODS[method ?? 0];
  if (number(KEY.model) !== PROJECTED_MODEL || proj === undefined || method === undefined) {
    return missing(
      method === undefined ? 'its projection is not given' : `its projection (${method}) is not supported`,
    );
  }
  const parameters = new Map<string, number>();
  for (const [parameter, names] of ANGLES) {
    const value = names.map(number).find((one) => one !== undefined);
    if (value !== undefined) parameters.set(parameter, value * angle);
  }
  for (const [parameter, names] of LENGTHS) {
    const value = names.map(number).find((one) => one !== undefined);
    if (value !== undefined) parameters.set(parameter, value * unit);
  }
  const scale = SCALES.map(number).find((one) => one !== undefined);
  if (scale !== undefined) parameters.set('k_0', scale);
  adapt(method, parameters);
  const text = [...parameters].map(([parameter, value]) => `+${parameter}=${value}`).join(' ');
  return made(`+proj=${proj} ${text} ${end}`);
}

/** Some methods name their parameters in another way than proj4. */
function adapt(method: number, parameters: Map<string, number>): void {
  const rename = (from: string, to: string) => {
    const value = parameters.get(from);
    parameters.delete(from);
    if (value !== undefined) parameters.set(to, value);
  };
  if (method === 9) parameters.set('lat_1', parameters.get('lat_0') ?? 0);
  // Mercator, equirectangular and equal-area cylindrical are given by the latitude of true scale.
  if (method === 7 || method === 17 || method === 28) {
    if (!parameters.has('lat_1')) rename('lat_0', 'lat_1');
    rename('lat_1', 'lat_ts');
  }
  if (method === 15) {
    rename('lat_0', 'lat_ts');
    parameters.set('lat_0', (parameters.get('lat_ts') ?? 90) < 0 ? -90 : 90);
  }
}

/** The ellipsoid and the way to WGS 84. */
function earthOf(
  number: (key: number) => number | undefined,
  toWgs84: unknown,
  definitionOf: (code: number) => string | null,
): string | null {
  const shift = Array.isArray(toWgs84) ? ` +towgs84=${toWgs84.join(',')}` : '';
  const code = number(KEY.geographic) ?? USER_DEFINED;
  const known = code === USER_DEFINED ? null : definitionOf(code);
  const parts = known?.match(/\+(datum|ellps|a|b|rf|towgs84|pm|nadgrids|R)=\S+/g);
  if (parts) return parts.join(' ');
  const meridian = number(KEY.primeMeridian) ?? 0;
  const pm = meridian === 0 ? '' : ` +pm=${meridian}`;
  const [a, b, flattening] = [number(KEY.semiMajor), number(KEY.semiMinor), number(KEY.inverseFlattening)];
  if (a !== undefined) {
    const form = flattening ? `+rf=${flattening}` : `+b=${b ?? a}`;
    return `+a=${a} ${form}${shift}${pm}`;
  }
  const datum = number(KEY.datum);
  if (datum === 6326) return `+datum=WGS84${pm}`;
  const ellipsoid = ELLIPSOIDS[number(KEY.ellipsoid) ?? 0];
  return ellipsoid === undefined ? null : `${ellipsoid}${shift}${pm}`;
}

const radiansOf = (size: number | undefined) => (size === undefined ? undefined : (size * 180) / Math.PI);

function unitOf(code: number, known: Readonly<Record<number, number>>, size: number | undefined): number | undefined {
  if (code !== USER_DEFINED) return known[code];
  // Written as a decimal, a degree is not quite one.
  return size !== undefined && Math.abs(size - 1) < 1e-9 ? 1 : size;
}

const made = (proj4: string): UserProjection => ({ proj4: `${proj4} +no_defs`, problem: null });
const missing = (problem: string): UserProjection => ({ proj4: null, problem });
