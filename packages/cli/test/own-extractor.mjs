import { setTimeout } from 'node:timers/promises';

/** A minimal module for `--extractor`: one region, the mean colour of an 8 × 8 image. It can be slowed down. */
export function createExtractor() {
  return {
    backbone: 'mean-colour',
    layer: 'mean',
    inputSize: 8,
    grid: [1, 1],
    depth: 3,
    preprocessing: 'none',
    weights: null,
    engine: 'JavaScript',
    async extract(pixels, count) {
      await setTimeout(Number(process.env.RS_SAM_TEST_DELAY ?? 0));
      const means = new Float32Array(3 * count);
      for (let at = 0; at < pixels.length; at++) means[3 * Math.floor(at / 192) + (at % 3)] += pixels[at] / 64;
      return means;
    },
    dispose() {},
  };
}
