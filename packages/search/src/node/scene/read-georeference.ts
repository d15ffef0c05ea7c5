import { type Affine, inverseAffine } from '../../scene/affine';
import type { Georeference } from '../../scene/scene-record';
import { type GeoKeys, readGeoKeys } from './geo-keys';
import type { SideFiles } from './side-files';
import type { TiffPage } from './tiff-page';

const PIXEL_SCALE = 33550;
const TIEPOINTS = 33922;
const TRANSFORMATION = 34264;
const RASTER_TYPE = 1025;
const PIXEL_IS_POINT = 2;

/** The georeference of a page, and in words what of it is not used. */
export interface ReadGeoreference extends Georeference {
  readonly notes: readonly string[];
}

/**
 * Where the pixels of a page are: `ModelTransformation`, or `ModelPixelScale` and one `ModelTiepoint`. Where the tags are about the centres
 * of pixels (`PixelIsPoint`), they are moved by half a pixel, so that a transform always is about their corners. A page without them has the
 * transform of the world file.
 */
export async function readGeoreference(
  page: TiffPage,
  width: number,
  height: number,
  { world, notes }: SideFiles,
): Promise<ReadGeoreference> {
  const keys = await readGeoKeys(page);
  const own = await readTransform(page, keys);
  const { transform, note } =
    own.transform === null && world !== null
      ? { transform: world.transform, note: `Its transform is that of ${world.name}.` }
      : own;
  const all = [...notes, ...(note === null ? [] : [note])];
  return placed(transform, keys, width, height, all);
}

async function placed(
  transform: Affine | null,
  keys: GeoKeys,
  width: number,
  height: number,
  before: readonly string[],
): Promise<ReadGeoreference> {
  const none = { transform: null, crs: null };
  if (transform === null) return { ...none, notes: before };
  if (inverseAffine(transform) === null)
    return { ...none, notes: [...before, 'Its transform puts all pixels on one line.'] };
  // The definitions and what projects by them are loaded for a scene with a place, and not with this package.
  const { readCrs } = await import('./read-crs');
  const { crs, note: crsNote } = readCrs(keys);
  const notes = [...before, ...(crsNote === null ? [] : [crsNote])];
  if (crs === null || crs.proj4 === null) return { transform, crs, notes };
  const problem = await projectionProblem({ transform, crs }, width, height);
  if (problem === null) return { transform, crs, notes };
  return { transform, crs: { ...crs, proj4: null }, notes: [...notes, problem] };
}

async function readTransform(
  page: TiffPage,
  keys: GeoKeys,
): Promise<{ readonly transform: Affine | null; readonly note: string | null }> {
  const shift = keys.get(RASTER_TYPE) === PIXEL_IS_POINT ? 0.5 : 0;
  const matrix = await page.numbers(TRANSFORMATION);
  if (matrix !== null && matrix.length >= 8) {
    const [a = 0, b = 0, , c = 0, d = 0, e = 0, , f = 0] = matrix;
    return { transform: atCorners([a, b, c, d, e, f], shift), note: null };
  }
  const scale = await page.numbers(PIXEL_SCALE);
  const points = await page.numbers(TIEPOINTS);
  if (points !== null && points.length > 6) {
    return { transform: null, note: 'It is placed by ground control points, which are not used: warp it first.' };
  }
  if (scale === null || scale.length < 2 || points === null || points.length < 6)
    return { transform: null, note: null };
  const [scaleX = 0, scaleY = 0] = scale;
  const [column = 0, row = 0, , x = 0, y = 0] = points;
  return { transform: atCorners([scaleX, 0, x - column * scaleX, 0, -scaleY, y + row * scaleY], shift), note: null };
}

/** Of a transform about points at `shift` inside their pixels, the one about corners. */
function atCorners([a, b, c, d, e, f]: Affine, shift: number): Affine {
  return [a, b, c - shift * (a + b), d, e, f - shift * (d + e)];
}

/** Whether the definition places the scene on the earth: a wrong one gives no numbers, or does not lead back. */
async function projectionProblem(georeference: Georeference, width: number, height: number): Promise<string | null> {
  const { openProjection } = await import('../../scene/projection');
  const unplaced = 'Its CRS does not place it on the earth: polygons are in this CRS only.';
  try {
    const projection = openProjection(georeference);
    const lonLat = projection?.toLonLat([width / 2, height / 2]);
    if (projection === null || lonLat === undefined || !(Math.abs(lonLat[1]) <= 90)) return unplaced;
    const [lon, lat] = projection.toLonLat(projection.toPixel(lonLat));
    const off = Math.hypot(Math.sin(((lon - lonLat[0]) * Math.PI) / 360) * 360, lat - lonLat[1]);
    return off < CLOSE ? null : unplaced;
  } catch {
    return unplaced;
  }
}

/** Degrees; some projections go back by iteration. */
const CLOSE = 1e-4;
