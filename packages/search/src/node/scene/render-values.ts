import type { SceneRecord } from '../../scene/scene-record';
import type { SceneValues } from './scene-values';

/**
 * The colours of a window, RGB 0 … 255: `round(255 (v − low) / (high − low))`, cut to 0 … 255; where low and high are the same, 0 up to it
 * and 255 above. Pixels without data are black.
 *
 * @param ranges of red, green and blue.
 */
export function renderValues({ bands, valid }: SceneValues, ranges: SceneRecord['ranges']): Uint8Array {
  const pixels = new Uint8Array(3 * valid.length);
  for (const [channel, [low, high]] of ranges.entries()) {
    const values = (bands[channel] ?? bands[0]) as Float64Array;
    const scale = high > low ? 255 / (high - low) : Number.MAX_VALUE;
    for (let pixel = 0; pixel < valid.length; pixel++) {
      if (valid[pixel] === 0) continue;
      const mapped = Math.round(((values[pixel] as number) - low) * scale);
      pixels[3 * pixel + channel] = Math.min(255, Math.max(0, mapped));
    }
  }
  return pixels;
}
