import { eachImage } from '../extractor/each-image';
import type { RegionExtractor } from '../extractor/feature-extractor';
import { denseSift } from './dense-sift';
import { DESCRIPTOR_LENGTH } from './sift-descriptor';

/** Side of the images, and rows of the regions: cells of 32 × 32 pixels, as ResNet's map at this size has them. */
const SIZE = 256;
const ROWS = 8;

/** The regions of SAM-1: one SIFT descriptor for each cell of the 8 × 8 grid of an image of 256 × 256; its patch is the cell, 32 × 32 pixels. */
export function createSiftExtractor(): RegionExtractor {
  const patch = SIZE / ROWS;
  return {
    backbone: 'sift',
    layer: `patch${patch}`,
    inputSize: SIZE,
    grid: [ROWS, ROWS],
    depth: DESCRIPTOR_LENGTH,
    preprocessing: `grey (BT.601), blurred to 1/12 of the patch of ${patch} pixels`,
    weights: null,
    engine: 'javascript',
    extract: async (pixels, count = 1) =>
      eachImage(pixels, count, SIZE, (image) => denseSift(image, SIZE, { rows: ROWS, patch })),
    dispose: () => undefined,
  };
}
