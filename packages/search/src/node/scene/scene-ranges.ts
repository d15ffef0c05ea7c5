import type { ValueRange } from '../../scene/scene-record';
import { damagedScene } from './scene-error';
import { readSceneValues, type ScenePage } from './scene-values';

/** Side of the squares that are sampled, in pixels. */
const SIDE = 32;

/** Squares along each axis, at first. */
const PLACES = 16;

/** So many values are enough for a percentile. */
const ENOUGH = 10_000;

/**
 * The percentiles of each band of a whole page: the smallest value that at least so many percent of its pixels with data do not exceed.
 * They are estimated from squares of pixels at even distances; of a page with few data from more of them, at last from all.
 *
 * @returns of grey, or of red, green and blue, the values at the low and the high percentile.
 * @throws SceneError where the page has no data at all.
 */
export async function sceneRanges(page: ScenePage, [low, high]: ValueRange, name: string): Promise<ValueRange[]> {
  const { width, height, blockWidth, blockHeight } = page.raster.layout;
  for (let places = PLACES; ; places *= 2) {
    const rows = squaresAlong(height, places, blockHeight);
    const columns = squaresAlong(width, places, blockWidth);
    const whole = rows.length * SIDE >= height && columns.length * SIDE >= width;
    const values: number[][] = [];
    for (const y of rows) {
      for (const x of columns) {
        const square = { x, y, width: Math.min(SIDE, width - x), height: Math.min(SIDE, height - y) };
        const { bands, valid } = await readSceneValues(page, square);
        for (const [at, band] of bands.entries()) {
          const list = values[at] ?? [];
          values[at] = list;
          for (const [pixel, value] of band.entries()) {
            if (valid[pixel] === 1 && Number.isFinite(value)) list.push(value);
          }
        }
      }
    }
    if (values.every((list) => list.length >= ENOUGH) || (whole && values.every((list) => list.length > 0))) {
      return values.map((list) => {
        const sorted = Float64Array.from(list).sort();
        const at = (percent: number) => sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] as number;
        return [at(low), at(high)];
      });
    }
    if (whole) throw damagedScene(name, 'It has no pixel with data.');
  }
}

/** @param block extent of a tile or strip: a square that would reach into the next one is moved back, because blocks are decoded whole. */
function squaresAlong(length: number, places: number, block: number): number[] {
  const count = Math.ceil(length / SIDE);
  if (count <= places) return Array.from({ length: count }, (_, at) => at * SIDE);
  return Array.from({ length: places }, (_, at) => {
    const start = Math.floor(((at + 0.5) * length) / places - SIDE / 2);
    const beyond = (start % block) + SIDE - block;
    return block >= SIDE && beyond > 0 ? start - beyond : start;
  });
}
