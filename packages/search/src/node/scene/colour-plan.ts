import type { RasterLayout } from './raster-layout';
import { SceneError } from './scene-error';
import type { TiffPage } from './tiff-page';

/** Which samples of a page are read, and what they mean. */
export interface ColourPlan {
  /** Samples to read, from 0: one that becomes grey, or three. */
  readonly samples: readonly number[];
  /** The sample that says what is transparent; null for none. */
  readonly alpha: number | null;
  readonly kind: 'values' | 'white-is-zero' | 'palette' | 'ycbcr';
  /** The colours of a palette, 0 … 255: all reds, all greens, all blues. */
  readonly palette: Uint8Array | null;
}

const WHITE_IS_ZERO = 0;
const RGB = 2;
const PALETTE = 3;
const YCBCR = 6;
const JPEG = 7;

/** Colour models that are not read. */
const NOT_READ: Readonly<Record<number, string>> = { 5: 'CMYK', 8: 'CIE L*a*b*', 9: 'ICC L*a*b*', 10: 'ITU L*a*b*' };

/**
 * Decides which bands become red, green and blue: those that are named; else the first three of colours, or of three or four bands; or the
 * only one.
 *
 * @param bands from 1; one or three. null for none named.
 * @throws SceneError where no band is named and none is the obvious one, or a named one does not exist.
 */
export async function colourPlan(
  layout: RasterLayout,
  page: TiffPage,
  bands: readonly number[] | null,
  name: string,
): Promise<ColourPlan> {
  const { photometric, samples, extraSamples } = layout;
  const model = NOT_READ[photometric];
  if (model !== undefined) {
    throw new SceneError(name, `Its colours are ${model}, which is not supported.`, 'Convert it to RGB.');
  }
  if (bands !== null && (photometric === PALETTE || photometric === YCBCR)) {
    const problem = `Its colours are ${photometric === PALETTE ? 'a palette' : 'YCbCr'}, of which no bands can be chosen.`;
    throw new SceneError(name, problem, 'Leave out the bands (--bands).');
  }
  if (photometric === PALETTE) {
    return { samples: [0], alpha: null, kind: 'palette', palette: await paletteOf(page, layout.bits, name) };
  }
  const at = extraSamples.findIndex((extra) => extra === 1 || extra === 2);
  const alpha = at < 0 ? null : samples - extraSamples.length + at;
  if (photometric === YCBCR) {
    await checkYCbCr(layout, page, name);
    return { samples: [0, 1, 2], alpha, kind: 'ycbcr', palette: null };
  }
  const kind = photometric === WHITE_IS_ZERO ? 'white-is-zero' : 'values';
  const chosen = bands?.map((band) => band - 1) ?? obviousBands(layout, alpha, name);
  const wrong = chosen.find((sample) => sample >= samples);
  if (wrong !== undefined) {
    throw new SceneError(name, `It has no band ${wrong + 1}, only ${samples}.`, 'Name others (--bands).');
  }
  return { samples: chosen, alpha, kind, palette: null };
}

function obviousBands({ samples, photometric }: RasterLayout, alpha: number | null, name: string): number[] {
  const colours = Array.from({ length: samples }, (_, sample) => sample).filter((sample) => sample !== alpha);
  if (colours.length === 1) return colours;
  if (colours.length === 3 || colours.length === 4 || photometric === RGB) return colours.slice(0, 3);
  const problem = `It has ${samples} bands, and no tag says which of them are red, green and blue.`;
  throw new SceneError(name, problem, 'Name them, as by --bands 3,2,1.');
}

async function paletteOf(page: TiffPage, bits: number, name: string): Promise<Uint8Array> {
  const map = await page.numbers(COLOUR_MAP);
  const count = 3 * 2 ** bits;
  if (map === null || map.length < count || bits > 16) {
    throw new SceneError(name, 'Its palette is missing or too short.', 'Convert it to RGB, as by `pct2rgb.py`.');
  }
  // Some writers give 8 bits instead of 16.
  const scale = map.some((value) => value > 255) ? 257 : 1;
  return Uint8Array.from(map.subarray(0, count), (value) => Math.round(value / scale));
}

const COLOUR_MAP = 320;

/** Outside of JPEG, YCbCr with fewer colours than pixels has another layout. */
async function checkYCbCr({ compression, bits }: RasterLayout, page: TiffPage, name: string): Promise<void> {
  const [across = 2, down = 2] = (await page.numbers(SUBSAMPLING)) ?? [];
  if (bits === 8 && (compression === JPEG || (across === 1 && down === 1))) return;
  throw new SceneError(name, 'It is subsampled YCbCr without JPEG, which is not supported.', 'Convert it to RGB.');
}

const SUBSAMPLING = 530;
