import type { TiffPage } from './tiff-page';

/** The keys of a GeoTIFF by number (OGC 19-008r4). */
export type GeoKeys = ReadonlyMap<number, number | string | readonly number[]>;

const DIRECTORY = 34735;
const DOUBLES = 34736;
const TEXTS = 34737;

/** Reads the directory of keys; empty where there is none. A key whose value is missing is left out. */
export async function readGeoKeys(page: TiffPage): Promise<GeoKeys> {
  const directory = await page.numbers(DIRECTORY);
  const keys = new Map<number, number | string | readonly number[]>();
  if (directory === null) return keys;
  const doubles = (await page.numbers(DOUBLES)) ?? new Float64Array();
  const texts = (await page.text(TEXTS)) ?? '';
  const count = directory[3] ?? 0;
  for (let key = 1; key <= count; key++) {
    const [id, where, length, offset] = directory.subarray(4 * key, 4 * key + 4);
    if (id === undefined || where === undefined || length === undefined || offset === undefined) break;
    if (where === 0) keys.set(id, offset);
    if (where === TEXTS) keys.set(id, texts.slice(offset, offset + length).replace(/\|.*$/s, ''));
    const values = doubles.subarray(offset, offset + length);
    if (where === DOUBLES && values.length === length) keys.set(id, length === 1 ? (values[0] as number) : [...values]);
  }
  return keys;
}
