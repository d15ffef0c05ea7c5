import type { SceneWindow } from '../../scene/scene-window';
import type { ColourPlan } from './colour-plan';
import type { RasterReader } from './raster-reader';

/** A page of a scene with its mask, and what of it becomes colours. */
export interface ScenePage {
  readonly raster: RasterReader;
  readonly plan: ColourPlan;
  /** 0 where there are no data; null for none. */
  readonly mask: RasterReader | null;
  /** The value of pixels without data; null for none. NaN always is one. */
  readonly nodata: number | null;
}

/** The numbers of a window, and which of its pixels have data. */
export interface SceneValues {
  /** One band, or three: more is brighter. */
  readonly bands: readonly Float64Array[];
  /** 1 where there are data. */
  readonly valid: Uint8Array;
}

/**
 * Reads a window. A pixel has no data where the mask or alpha is 0, where its block was never written, or where every band that is read is
 * NaN or has the value for no data. Palettes and YCbCr become red, green and blue.
 */
export async function readSceneValues(
  { raster, plan, mask, nodata }: ScenePage,
  window: SceneWindow,
): Promise<SceneValues> {
  const { samples, alpha } = plan;
  const read = await raster.read(window, alpha === null ? samples : [...samples, alpha]);
  const bands = read.bands.slice(0, samples.length);
  const hidden = alpha === null ? [] : read.bands.slice(-1);
  if (mask !== null) hidden.push(...(await mask.read(window, [0])).bands);
  const valid = new Uint8Array(window.width * window.height);
  for (let pixel = 0; pixel < valid.length; pixel++) {
    const seen = hidden.every((one) => one[pixel] !== 0) && read.missing?.[pixel] !== 1;
    const some = bands.some((band) => {
      const value = band[pixel] as number;
      return value !== nodata && !Number.isNaN(value);
    });
    valid[pixel] = seen && some ? 1 : 0;
  }
  return { bands: coloursOf(bands, plan, raster), valid };
}

function coloursOf(bands: Float64Array[], { kind, palette }: ColourPlan, { layout }: RasterReader): Float64Array[] {
  const [first = new Float64Array()] = bands;
  if (palette !== null) {
    return [0, 1, 2].map((channel) => {
      const colours = palette.subarray((channel * palette.length) / 3);
      return first.map((index) => colours[index] as number);
    });
  }
  if (kind === 'ycbcr') return rgbOf(bands);
  if (kind === 'values') return bands;
  const most = layout.format === 'uint' ? 2 ** layout.bits - 1 : 0;
  return bands.map((band) => band.map((value) => most - value));
}

/** JFIF 1.02: full range, BT.601. */
function rgbOf([y, blue, red]: readonly Float64Array[]): Float64Array[] {
  const cut = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  const luma = y as Float64Array;
  const [b, r] = [blue as Float64Array, red as Float64Array];
  const at = (values: Float64Array, pixel: number) => (values[pixel] as number) - 128;
  return [
    luma.map((value, pixel) => cut(value + 1.402 * at(r, pixel))),
    luma.map((value, pixel) => cut(value - 0.344136 * at(b, pixel) - 0.714136 * at(r, pixel))),
    luma.map((value, pixel) => cut(value + 1.772 * at(b, pixel))),
  ];
}
