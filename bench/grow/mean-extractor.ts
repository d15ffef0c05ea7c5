import type { FeatureExtractor } from '@rs-sam/vision-features/node';

const SIDE = 32;
const DEPTH = 64;

/** An extractor that costs next to nothing, so that the rest of an extraction is measured: decoding, views, writing, the journal. */
export function meanExtractor(): FeatureExtractor {
  return {
    ...{ backbone: 'mean', layer: 'none', inputSize: SIDE, grid: [2, 2], depth: DEPTH },
    ...{ preprocessing: 'none', weights: null, engine: 'none' },
    extract(pixels, count) {
      const regions = new Float32Array(count * 4 * DEPTH);
      const perRegion = pixels.length / (count * 4);
      for (let region = 0; region < count * 4; region++) {
        const part = pixels.subarray(region * perRegion, (region + 1) * perRegion);
        regions.fill(part.reduce((sum, value) => sum + value, 0) / perRegion, region * DEPTH, (region + 1) * DEPTH);
      }
      return Promise.resolve(regions);
    },
    dispose() {},
  };
}
