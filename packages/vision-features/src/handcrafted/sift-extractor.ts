import { denseSift } from './dense-sift';
import { eachImage, type HandcraftedExtractor } from './handcrafted-extractor';
import { DESCRIPTOR_LENGTH } from './sift-descriptor';

/** Side of the images, and rows of the regions: cells of 32 × 32 pixels, as ResNet's map at this size has them. */
const SIZE = 256;
const ROWS = 8;

/** SAM-1's regions: on images of 256 × 256 one SIFT descriptor for each cell of the 8 × 8 grid, its patch the cell, 32 × 32 pixels. */
export function createSiftExtractor(): HandcraftedExtractor {
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
    extract: async (pixels, count) =>
      eachImage(pixels, count, SIZE, (image) => denseSift(image, SIZE, { rows: ROWS, patch })),
    dispose: () => undefined,
  };
}
