import type { FeatureExtractor } from '@rs-sam/vision-features/node';

/** Regions without a network: of each quarter of a 4 × 4 image the mean colour, and its differences. */
export function createColourExtractor({ delay = 0 }: { readonly delay?: number } = {}): FeatureExtractor {
  return {
    ...{ backbone: 'colours', layer: 'quarters', inputSize: 4, grid: [2, 2], depth: 6, preprocessing: 'none' },
    ...{ weights: null, engine: 'colours, 1 thread' },
    async extract(pixels, count) {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay * count));
      const result = new Float32Array(count * 4 * 6);
      for (let pixel = 0; pixel < count * 16; pixel++) {
        const [image, y, x] = [pixel >> 4, (pixel >> 2) & 3, pixel & 3];
        const to = (image * 4 + (y >> 1) * 2 + (x >> 1)) * 6;
        for (let channel = 0; channel < 3; channel++) {
          const value = (pixels[3 * pixel + channel] as number) / 255 / 4;
          const next = (pixels[3 * pixel + ((channel + 1) % 3)] as number) / 255 / 4;
          result[to + channel] = (result[to + channel] as number) + value;
          result[to + 3 + channel] = (result[to + 3 + channel] as number) + value - next;
        }
      }
      return result;
    },
    dispose: () => undefined,
  };
}
