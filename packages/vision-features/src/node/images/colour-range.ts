import type { DecodedImage } from './decoded-image';

/** The values of the file that become 0 and 255: of all bands, or of red, green and blue. */
export type ValueRange = readonly [minimum: number, maximum: number];
export type ColourRange = ValueRange | readonly [ValueRange, ValueRange, ValueRange];

/** Percentiles of an image's own values that become 0 and 255, in each band. */
export type Percentiles = readonly [low: number, high: number];

/** The range of each band. */
export function bandRanges(range: ColourRange): readonly [ValueRange, ValueRange, ValueRange] {
  return isPerBand(range) ? range : [range, range, range];
}

const isPerBand = (range: ColourRange): range is readonly [ValueRange, ValueRange, ValueRange] =>
  Array.isArray(range[0]);

/** The range between two percentiles, band by band: the smallest value that at least so many percent of the pixels do not exceed. */
export function percentileRanges(
  { pixels }: DecodedImage,
  [low, high]: Percentiles,
): readonly [ValueRange, ValueRange, ValueRange] {
  const of = (band: number): ValueRange => {
    const counts = new Uint32Array(65_536);
    for (let at = band; at < pixels.length; at += 3) (counts[pixels[at] as number] as number)++;
    const total = pixels.length / 3;
    const percentile = (percent: number): number => {
      const wanted = Math.max(1, Math.ceil((percent / 100) * total));
      let seen = 0;
      for (let value = 0; value < counts.length; value++) {
        seen += counts[value] as number;
        if (seen >= wanted) return value;
      }
      return counts.length - 1;
    };
    return [percentile(low), percentile(high)];
  };
  return [of(0), of(1), of(2)];
}

/**
 * round(255 · (v − min) / (max − min)), cut to 0 … 255; where min and max are the same, 0 up to it and 255 above.
 */
export function mapToBytes(image: DecodedImage, ranges: readonly [ValueRange, ValueRange, ValueRange]): DecodedImage {
  const { pixels } = image;
  const result = new Uint8Array(pixels.length);
  for (const [band, [minimum, maximum]] of ranges.entries()) {
    const scale = maximum > minimum ? 255 / (maximum - minimum) : Number.MAX_VALUE;
    for (let at = band; at < pixels.length; at += 3) {
      const mapped = Math.round(((pixels[at] as number) - minimum) * scale);
      result[at] = Math.min(255, Math.max(0, mapped));
    }
  }
  return { ...image, pixels: result };
}

/** As `range 0,3000`, `range 0,3000/0,2500/0,2000` or `stretch 2,98%`: what a store records. null where nothing is mapped. */
export function formatColourRange(range: ColourRange | null, stretch: Percentiles | null): string | null {
  if (stretch !== null) return `stretch ${stretch.join(',')}%`;
  if (range === null) return null;
  return `range ${(isPerBand(range) ? range : [range]).map((one) => one.join(',')).join('/')}`;
}

/** A mapping of values to colours; both null where nothing is mapped. */
export interface ParsedColourRange {
  readonly range: ColourRange | null;
  readonly stretch: Percentiles | null;
}

/** What {@link formatColourRange} wrote; of any other text, no mapping. */
export function parseColourRange(text: string): ParsedColourRange {
  const [, kind, list = ''] = /^(range|stretch) ([-\d.,/e+]+)%?$/.exec(text) ?? [];
  const pairs: readonly ValueRange[] = list.split('/').map((pair) => pair.split(',').map(Number) as [number, number]);
  const [first = [0, 0], second, third] = pairs;
  if (kind === 'stretch') return { range: null, stretch: first };
  if (kind !== 'range') return { range: null, stretch: null };
  return { range: second && third ? [first, second, third] : first, stretch: null };
}

/**
 * Levels of 8 bits that an image of 16 bits uses, where its values would lose most of their differences; else null. 0 and 65,535 often mark
 * pixels without data, so they do not widen the range.
 */
export function fewLevels({ pixels }: DecodedImage): number | null {
  const values = new Uint8Array(65_536);
  for (const value of pixels) values[value] = 1;
  const levels = new Uint8Array(256);
  let distinct = 0;
  const measured = new Uint8Array(256);
  for (const [value, used] of values.entries()) {
    distinct += used;
    if (!used) continue;
    levels[value >> 8] = 1;
    if (value > 0 && value < 65_535) measured[value >> 8] = 1;
  }
  const used = levels.reduce((sum, one) => sum + one, 0);
  const span = measured.lastIndexOf(1) - measured.indexOf(1) + 1;
  return span <= HALF && distinct > used ? used : null;
}

const HALF = 128;
