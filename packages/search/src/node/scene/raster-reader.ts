import type { SceneWindow } from '../../scene/scene-window';
import { type BlockDecoder, type BlockValues, blockDecoder } from './decode-block';
import type { TiffFile } from './open-tiff';
import { type RasterLayout, rasterLayout } from './raster-layout';
import type { TiffPage } from './tiff-page';

/** Reads windows of a page. */
export interface RasterReader {
  readonly layout: RasterLayout;
  /** The samples of a window, each row by row. Blocks that were never written are zeros, and `missing` tells where. */
  read(window: SceneWindow, samples: readonly number[]): Promise<RasterWindow>;
}

interface RasterWindow {
  readonly bands: readonly Float64Array[];
  /** 1 for each pixel whose block was never written; null where there is none. */
  readonly missing: Uint8Array | null;
}

/** Decoded blocks that are kept: neighbouring windows share them. */
export interface BlockCache {
  get(key: string, make: () => Promise<BlockValues | null>): Promise<BlockValues | null>;
}

/** Keeps the blocks that were used last, up to some bytes. */
export function blockCache(bytes: number): BlockCache {
  const kept = new Map<string, { readonly values: Promise<BlockValues | null>; size: number }>();
  let total = 0;
  return {
    get(key, make) {
      const found = kept.get(key);
      if (found !== undefined) {
        // The end of the map is what was used last.
        kept.delete(key);
        kept.set(key, found);
        return found.values;
      }
      const values = make();
      const entry = { values, size: 0 };
      kept.set(key, entry);
      return values.then(
        (block) => {
          if (kept.get(key) !== entry) return block;
          entry.size = block?.byteLength ?? 0;
          total += entry.size;
          for (const [old, { size }] of kept) {
            if (total <= bytes) break;
            if (size === 0) continue;
            kept.delete(old);
            total -= size;
          }
          return block;
        },
        (error) => {
          kept.delete(key);
          throw error;
        },
      );
    },
  };
}

/** @throws SceneError */
export async function rasterReader(file: TiffFile, page: TiffPage, cache: BlockCache): Promise<RasterReader> {
  const layout = await rasterLayout(page, file.name);
  const { blockWidth, blockHeight, blocksAcross, height, planar, samples: count } = layout;
  const { pages } = file;
  const prefix = `${file.name}\0${pages.indexOf(page)}\0`;
  let decoder: Promise<BlockDecoder> | undefined;

  const blockAt = (block: number, plane: number): Promise<BlockValues | null> =>
    cache.get(`${prefix}${plane}\0${block}`, async () => {
      const place = await layout.place(block, plane);
      if (place === null) return null;
      decoder ??= blockDecoder(layout, page, file.littleEndian, file.name);
      const decode = await decoder;
      const top = Math.floor(block / blocksAcross) * blockHeight;
      // Tiles are whole at the lower edge, strips end there.
      const rows = blockWidth === layout.width ? Math.min(blockHeight, height - top) : blockHeight;
      return decode(await file.read(place.start, place.length), rows);
    });

  return {
    layout,
    async read({ x, y, width, height: windowHeight }, samples) {
      const bands = samples.map(() => new Float64Array(width * windowHeight));
      let missing: Uint8Array | null = null;
      const [firstColumn, lastColumn] = [Math.floor(x / blockWidth), Math.floor((x + width - 1) / blockWidth)];
      const [firstRow, lastRow] = [Math.floor(y / blockHeight), Math.floor((y + windowHeight - 1) / blockHeight)];
      for (let blockRow = firstRow; blockRow <= lastRow; blockRow++) {
        for (let blockColumn = firstColumn; blockColumn <= lastColumn; blockColumn++) {
          const block = blockRow * blocksAcross + blockColumn;
          const [left, top] = [blockColumn * blockWidth, blockRow * blockHeight];
          const [from, to] = [Math.max(x, left), Math.min(x + width, left + blockWidth)];
          const [upper, lower] = [Math.max(y, top), Math.min(y + windowHeight, top + blockHeight)];
          for (const [at, sample] of samples.entries()) {
            const values = await blockAt(block, planar ? sample : 0);
            const band = bands[at] as Float64Array;
            for (let row = upper; row < lower; row++) {
              let target = (row - y) * width + (from - x);
              if (values === null) {
                missing ??= new Uint8Array(width * windowHeight);
                missing.fill(1, target, target + (to - from));
                continue;
              }
              const [step, shift] = planar ? [1, 0] : [count, sample];
              let source = ((row - top) * blockWidth + (from - left)) * step + shift;
              for (let column = from; column < to; column++, source += step) band[target++] = values[source] as number;
            }
          }
        }
      }
      return { bands, missing };
    },
  };
}
