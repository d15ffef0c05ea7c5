import type { FeatureExtractor } from '../src/extractor/feature-extractor';

export interface FakeExtractorOptions {
  /** How long an image takes, in milliseconds. Default: 0. */
  readonly delay?: number;
  /** Ends the whole process at the first image, as a native library does that aborts. */
  readonly crash?: boolean;
}

/** Regions without a network: of each quarter of a 4 × 4 image the mean colour and the first pixel's red. */
export function createFakeExtractor({ delay = 0, crash = false }: FakeExtractorOptions = {}): FeatureExtractor {
  return {
    backbone: 'fake',
    layer: 'quarters',
    inputSize: 4,
    grid: [2, 2],
    depth: 4,
    preprocessing: 'none',
    weights: { sha256: 'f'.repeat(64) },
    engine: 'fake, 1 thread',
    async extract(pixels, count) {
      if (crash) {
        process.stderr.write('Out of memory\n');
        process.exit(7);
      }
      await new Promise((resolve) => setTimeout(resolve, delay * count));
      const result = new Float32Array(count * 4 * 4);
      for (let pixel = 0; pixel < count * 16; pixel++) {
        const [image, y, x] = [pixel >> 4, (pixel >> 2) & 3, pixel & 3];
        const to = (image * 4 + (y >> 1) * 2 + (x >> 1)) * 4;
        for (let channel = 0; channel < 3; channel++) {
          result[to + channel] = (result[to + channel] as number) + (pixels[3 * pixel + channel] as number) / 4;
        }
        if (!(y & 1) && !(x & 1)) result[to + 3] = pixels[3 * pixel] as number;
      }
      return result;
    },
    dispose: () => undefined,
  };
}
