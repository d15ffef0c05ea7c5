import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Affine } from '../../scene/affine';

/** What files beside a scene say, and in words what of them is not used. */
export interface SideFiles {
  /** The transform of a world file, about the corners of pixels; null where there is none. */
  readonly world: { readonly transform: Affine; readonly name: string } | null;
  readonly notes: readonly string[];
}

/** The endings of a world file, in place of the scene's. */
const WORLD = ['.tfw', '.TFW', '.tifw', '.tiffw', '.wld', '.WLD'] as const;

/** A larger file is no world file. */
const MOST_BYTES = 10_000;

/** What GDAL keeps in `.aux.xml` that changes how a scene is read; mostly there are only statistics. */
const IN_XML: readonly (readonly [element: RegExp, meaning: string])[] = [
  [/<GeoTransform\b/i, 'a place'],
  [/<GCPList\b/i, 'ground control points'],
  [/<SRS\b/i, 'a CRS'],
  [/<NoDataValue\b/i, 'a value without data'],
];

const WRITE_IN = 'write it into the file, as by `gdal_translate`.';

/**
 * Reads the files that GDAL and others keep beside a GeoTIFF. Of `scene.tif`, `scene.tfw` has six lines: `a`, `d`, `b`, `e`, `c` and `f` of
 * `x = a column + b row + c` and `y = d column + e row + f`, about the centres of pixels.
 *
 * @param file the path of the scene.
 */
export async function readSceneSideFiles(file: string): Promise<SideFiles> {
  const notes: string[] = [];
  let world: SideFiles['world'] = null;
  const stem = file.slice(0, file.length - extname(file).length);
  for (const path of WORLD.map((ending) => stem + ending)) {
    const text = await readSmall(path);
    if (text === null) continue;
    const name = basename(path);
    const [a, d, b, e, c, f, ...rest] = text.trim().split(/\s+/).map(Number);
    const numbers = [a, b, c, d, e, f];
    if (rest.length === 0 && numbers.every((value) => Number.isFinite(value))) {
      const [a_, b_, c_, d_, e_, f_] = numbers as [number, number, number, number, number, number];
      world = { name, transform: [a_, b_, c_ - (a_ + b_) / 2, d_, e_, f_ - (d_ + e_) / 2] };
      break;
    }
    notes.push(`${name} is not used: a world file has six numbers.`);
  }
  const name = basename(file);
  const xml = await readFile(`${file}.aux.xml`, 'utf8').catch(() => '');
  const found = IN_XML.flatMap(([element, meaning]) => (element.test(xml) ? [meaning] : []));
  if (found.length > 0) notes.push(`${name}.aux.xml has ${found.join(' and ')}, which is not used: ${WRITE_IN}`);
  if (await isFile(`${file}.msk`)) notes.push(`The mask ${name}.msk is not used: ${WRITE_IN}`);
  if (await isFile(`${file}.ovr`))
    notes.push(`The overviews ${name}.ovr are not used: percentiles come from the scene.`);
  return { world, notes };
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** Null where there is no file of this name. */
async function readSmall(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() && found.size <= MOST_BYTES ? readFile(path, 'utf8') : null;
}
