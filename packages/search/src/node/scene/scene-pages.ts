import { colourPlan } from './colour-plan';
import type { TiffFile } from './open-tiff';
import { type BlockCache, type RasterReader, rasterReader } from './raster-reader';
import { SceneError } from './scene-error';
import type { ScenePage } from './scene-values';
import type { TiffPage } from './tiff-page';

/** The pages of a file that are used. */
export interface ScenePages {
  readonly main: ScenePage;
  /** The directory of the scene. */
  readonly page: TiffPage;
  /** The smallest overview that shows the whole scene in enough pixels; null where there is none. */
  readonly overview: ScenePage | null;
}

const SMALLER = 1;
const MASK = 4;

/** An overview with fewer pixels is too small for percentiles. */
const ENOUGH = 250_000;

/**
 * Finds the scene in a file: its first page that is neither a smaller copy nor a mask, the mask of the same size, and an overview. A page
 * counts as an overview only if it has the bands and, to a pixel, the shape of the scene.
 *
 * @throws SceneError
 */
export async function scenePages(
  file: TiffFile,
  bands: readonly number[] | null,
  cache: BlockCache,
): Promise<ScenePages> {
  const pageOf = new Map<RasterReader, TiffPage>();
  for (const page of file.pages) {
    const reader = await rasterReader(file, page, cache).catch((error) => {
      // Pages beside the scene, as previews, may be of any kind.
      if (pageOf.size > 0 && error instanceof SceneError) return null;
      throw error;
    });
    if (reader !== null) pageOf.set(reader, page);
  }
  const readers = [...pageOf.keys()];
  const main = readers.find(({ layout }) => (layout.kind & (SMALLER | MASK)) === 0) ?? (readers[0] as RasterReader);
  const page = pageOf.get(main) as TiffPage;
  const plan = await colourPlan(main.layout, page, bands, file.name);
  const text = await page.text(NODATA);
  const nodata = text === null || text.trim() === '' ? null : nodataValue(text.trim(), main);
  const masks = readers.filter(({ layout }) => (layout.kind & MASK) !== 0);
  const maskOf = ({ layout }: RasterReader) =>
    masks.find((mask) => mask.layout.width === layout.width && mask.layout.height === layout.height) ?? null;
  const scene = (raster: RasterReader): ScenePage => ({ raster, plan, mask: maskOf(raster), nodata });
  const hasMask = maskOf(main) !== null;
  const overviews = readers
    .filter((reader) => isOverview(reader, main) && (!hasMask || maskOf(reader) !== null))
    .sort((a, b) => a.layout.width - b.layout.width);
  return { main: scene(main), page, overview: overviews[0] === undefined ? null : scene(overviews[0]) };
}

const NODATA = 42113;

/** As a number of the file's type: it is written in decimals. */
function nodataValue(text: string, { layout: { format, bits } }: RasterReader): number | null {
  const value = /^[-+]?nan/i.test(text) ? Number.NaN : Number(text.replace(/^([-+]?)inf(inity)?$/i, '$1Infinity'));
  if (Number.isNaN(value)) return null;
  return format === 'float' && bits === 32 ? Math.fround(value) : value;
}

function isOverview({ layout }: RasterReader, { layout: main }: RasterReader): boolean {
  const { width, height } = layout;
  const same = (['samples', 'bits', 'format', 'photometric'] as const).every((field) => layout[field] === main[field]);
  const shaped = Math.abs((width / main.width) * main.height - height) <= 1;
  return (
    (layout.kind & SMALLER) !== 0 &&
    (layout.kind & MASK) === 0 &&
    same &&
    shaped &&
    width < main.width &&
    width * height >= ENOUGH
  );
}
