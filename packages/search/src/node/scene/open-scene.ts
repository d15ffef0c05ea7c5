import type { ColourRange, Percentiles } from '@rs-sam/vision-features/node';
import type { SceneRecord } from '../../scene/scene-record';
import type { SceneWindow } from '../../scene/scene-window';
import { openTiff } from './open-tiff';
import { type BlockCache, blockCache } from './raster-reader';
import { readGeoreference } from './read-georeference';
import { renderValues } from './render-values';
import { type ScenePages, scenePages } from './scene-pages';
import { sceneRanges } from './scene-ranges';
import { readSceneValues, type ScenePage } from './scene-values';
import { readSceneSideFiles } from './side-files';

/** How a scene becomes colours. */
export interface SceneColours {
  /** The bands that become red, green and blue, from 1; a single one becomes grey. Default: null, the obvious ones. */
  readonly bands?: readonly number[] | null | undefined;
  /**
   * Percentiles of the whole scene that become 0 and 255, in each band. Default: null, which is `[2, 98]` for bands of more than 8 bits,
   * and for bands of 8 bits no change.
   */
  readonly stretch?: Percentiles | null | undefined;
  /** The values that become 0 and 255; not together with `stretch`. Default: null. */
  readonly range?: ColourRange | null | undefined;
}

/** The pixels of a window. */
export interface WindowPixels {
  /** RGB 0 … 255, [height, width, 3]. */
  readonly pixels: Uint8Array;
  /** The share of the pixels that have no data, and are black. */
  readonly nodata: number;
}

/** A scene of which windows are read. */
export interface Scene {
  /** What the manifest of a gallery says of it. */
  readonly record: Omit<SceneRecord, 'sha256' | 'empty'>;
  /** Bytes of the file that have been read. */
  readonly bytesRead: number;
  /** @throws SceneError where a part of the file is damaged. */
  read(window: SceneWindow): Promise<WindowPixels>;
  close(): Promise<void>;
}

/** Bytes of decoded blocks that are kept for the next windows. */
const CACHE_BYTES = 256 << 20;

const DEFAULT_STRETCH: Percentiles = [2, 98];

/**
 * Opens a GeoTIFF of any size: classic or BigTIFF, tiles or strips, interleaved or planar, uncompressed or with DEFLATE, LZW, PackBits,
 * JPEG, ZSTD or LERC. Memory does not grow with its size.
 *
 * @param file its path.
 * @param name what the record and errors call it.
 * @param cache for decoded blocks; several scenes may share it. Default: 256 MiB.
 * @throws SceneError where it cannot be read, or which bands are colours is not clear.
 */
export async function openScene(
  file: string,
  colours: SceneColours = {},
  name: string = file,
  cache: BlockCache = blockCache(CACHE_BYTES),
): Promise<Scene> {
  const tiff = await openTiff(file, name);
  try {
    const pages = await scenePages(tiff, colours.bands ?? null, cache);
    const { main } = pages;
    const { width, height } = main.raster.layout;
    const { ranges, stretch } = await rangesOf(pages, colours, name);
    const place = await readGeoreference(pages.page, width, height, await readSceneSideFiles(file));
    return {
      record: {
        ...{ file: name, bytes: tiff.size, width, height, ranges, stretch },
        bands: main.plan.samples.map((sample) => sample + 1),
        nodata: nodataOf(main),
        ...place,
      },
      get bytesRead() {
        return tiff.bytesRead;
      },
      async read(window) {
        const values = await readSceneValues(main, window);
        const empty = values.valid.reduce((sum, one) => sum + 1 - one, 0);
        return { pixels: renderValues(values, ranges), nodata: empty / values.valid.length };
      },
      close: () => tiff.close(),
    };
  } catch (error) {
    await tiff.close();
    throw error;
  }
}

async function rangesOf(
  { main, overview }: ScenePages,
  { range = null, stretch = null }: SceneColours,
  name: string,
): Promise<Pick<SceneRecord, 'ranges' | 'stretch'>> {
  const { plan, raster } = main;
  const { format, bits } = raster.layout;
  if (range !== null && stretch === null) {
    const [low, high] = range;
    const ranges = typeof low === 'number' ? ([range, range, range] as SceneRecord['ranges']) : range;
    return { ranges: ranges as SceneRecord['ranges'], stretch: `range ${JSON.stringify([low, high])}` };
  }
  const byBytes = plan.palette !== null || plan.kind === 'ycbcr' || (format === 'uint' && bits <= 8);
  if (stretch === null && byBytes) {
    const most = plan.palette !== null ? 255 : 2 ** bits - 1;
    return {
      ranges: [
        [0, most],
        [0, most],
        [0, most],
      ],
      stretch: 'none',
    };
  }
  const percentiles = stretch ?? DEFAULT_STRETCH;
  const [red = [0, 255], green = red, blue = red] = await sceneRanges(overview ?? main, percentiles, name);
  const source = overview === null ? 'a sample of the whole scene' : `an overview of ${sizeOf(overview)} pixels`;
  return { ranges: [red, green, blue], stretch: `percentiles ${percentiles.join(' and ')}, estimated from ${source}` };
}

const sizeOf = ({ raster: { layout } }: ScenePage): string => `${layout.width} × ${layout.height}`;

function nodataOf({ mask, plan, nodata, raster }: ScenePage): string {
  const marks = [
    ...(mask === null ? [] : ['a mask']),
    ...(plan.alpha === null ? [] : [`alpha in band ${plan.alpha + 1}`]),
    ...(nodata === null ? [] : [`the value ${nodata}`]),
    ...(raster.layout.format === 'float' ? ['NaN'] : []),
  ];
  return marks.join(', ') || 'none';
}
