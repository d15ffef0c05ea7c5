import { damagedScene, SceneError } from './scene-error';
import type { TiffPage } from './tiff-page';

/** How the pixels of a page are stored. */
export interface RasterLayout {
  readonly width: number;
  readonly height: number;
  /** Tiles, strips, or some rows of a strip. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Bytes of a row of a block, decompressed. */
  readonly rowBytes: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly samples: number;
  /** Bits of each sample. */
  readonly bits: number;
  readonly format: 'uint' | 'int' | 'float';
  /** Whether each block has one sample only. */
  readonly planar: boolean;
  readonly compression: number;
  readonly predictor: number;
  readonly photometric: number;
  /** What the samples after the colours are: 0 unspecified, 1 and 2 alpha. */
  readonly extraSamples: readonly number[];
  /** Bit 0: a smaller copy of another page. Bit 2: a mask. */
  readonly kind: number;
  /** Where a block is; null for one that was never written. */
  place(block: number, plane: number): Promise<{ readonly start: number; readonly length: number } | null>;
}

const TAG = {
  kind: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

const FORMATS = { 1: 'uint', 2: 'int', 3: 'float', 4: 'uint' } as const;

/** Rows of an uncompressed strip are read in parts of at most this many bytes. */
const PART_BYTES = 1 << 20;

/** @throws SceneError where the page is damaged, or its samples are of a type that is not supported. */
export async function rasterLayout(page: TiffPage, name: string): Promise<RasterLayout> {
  const one = async (tag: number, otherwise: number) => (await page.numbers(tag))?.[0] ?? otherwise;
  const [width, height, samples] = [await one(TAG.width, 0), await one(TAG.height, 0), await one(TAG.samples, 1)];
  if (!(width >= 1 && height >= 1 && samples >= 1)) throw damagedScene(name, 'Its size is missing.');
  const bits = [...((await page.numbers(TAG.bits)) ?? [1])];
  const formats = [...((await page.numbers(TAG.sampleFormat)) ?? [1])];
  const format = FORMATS[formats[0] as keyof typeof FORMATS];
  const allowed = format === 'float' ? [16, 32, 64] : format === 'int' ? [8, 16, 32] : [1, 2, 4, 8, 12, 16, 32];
  if (new Set(bits).size > 1 || new Set(formats).size > 1 || !allowed.includes(bits[0] as number)) {
    const problem = `Its bands have ${bits.join(', ')} bits of sample format ${formats.join(', ')}, which are not supported.`;
    throw new SceneError(name, problem, 'Convert it, as by `gdal_translate -ot Float32`.');
  }
  const depth = bits[0] as number;
  const compression = await one(TAG.compression, 1);
  const planar = (await one(TAG.planar, 1)) === 2 && samples > 1;
  const tiled = (await page.numbers(TAG.tileOffsets)) !== null;
  const rows = Math.min(height, await one(TAG.rowsPerStrip, height));
  const blockWidth = tiled ? await one(TAG.tileWidth, 0) : width;
  const rowBytes = Math.ceil((blockWidth * depth * (planar ? 1 : samples)) / 8);
  const part = compression === 1 && !tiled ? rowsOfPart(rows, rows === height, rowBytes) : rows;
  const blockHeight = tiled ? await one(TAG.tileHeight, 0) : part;
  if (!(blockWidth >= 1 && blockHeight >= 1)) throw damagedScene(name, 'The size of its tiles is missing.');
  const [blocksAcross, blocksDown] = [Math.ceil(width / blockWidth), Math.ceil(height / blockHeight)];
  const [offsetTag, lengthTag] = tiled ? [TAG.tileOffsets, TAG.tileBytes] : [TAG.stripOffsets, TAG.stripBytes];
  const stored = tiled ? blocksAcross * blocksDown : Math.ceil(height / rows);
  return {
    ...{ width, height, blockWidth, blockHeight, rowBytes, blocksAcross, blocksDown },
    ...{ samples, bits: depth, format, planar, compression },
    predictor: await one(TAG.predictor, 1),
    photometric: await one(TAG.photometric, 1),
    extraSamples: [...((await page.numbers(TAG.extraSamples)) ?? [])],
    kind: await one(TAG.kind, 0),
    async place(block, plane) {
      const offsets = await page.numbers(offsetTag);
      const lengths = await page.numbers(lengthTag);
      const row = block * blockHeight;
      const index = plane * stored + (tiled ? block : Math.floor(row / rows));
      const start = offsets?.[index];
      if (start === undefined) throw damagedScene(name, `The place of its block ${index} is missing.`);
      if (tiled || part === rows) {
        // Old writers leave out the lengths of uncompressed blocks.
        const length = lengths?.[index] ?? (compression === 1 ? rowBytes * blockHeight : 0);
        return start === 0 || length === 0 ? null : { start, length };
      }
      if (start === 0) return null;
      const count = Math.min(part, rows - (row % rows), height - row);
      return { start: start + (row % rows) * rowBytes, length: count * rowBytes };
    },
  };
}

/** The most rows of an uncompressed strip that are read at once: a divisor of its rows, unless there is only one strip. */
function rowsOfPart(rows: number, single: boolean, rowBytes: number): number {
  const most = Math.max(1, Math.floor(PART_BYTES / rowBytes));
  if (rows <= most) return rows;
  if (single) return most;
  let part = most;
  while (rows % part !== 0) part--;
  return part;
}
