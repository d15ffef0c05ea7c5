import { eachImage } from '../extractor/each-image';
import type { RegionExtractor } from '../extractor/feature-extractor';
import type { Codebook } from './codebook';
import { centroidsOf } from './nearest-centroid';
import { DESCRIPTOR_LENGTH } from './sift-descriptor';
import { visualWordRegions, WORD_GRID, WORD_REGION_ROWS } from './visual-words';

/** The regions of SAM-2: for each cell of the 8 × 8 grid the frequencies of the visual words around it. D is the number of words. */
export function createBovwExtractor(codebook: Codebook): RegionExtractor {
  const centroids = centroidsOf(codebook.centroids, DESCRIPTOR_LENGTH);
  const { size, rows, patch } = WORD_GRID;
  return {
    backbone: 'bovw',
    layer: `words${codebook.words}`,
    inputSize: size,
    grid: [WORD_REGION_ROWS, WORD_REGION_ROWS],
    depth: codebook.words,
    preprocessing: `grey (BT.601), SIFT of ${rows} × ${rows} patches of ${patch} pixels`,
    weights: { sha256: codebook.sha256 },
    engine: 'javascript',
    extract: async (pixels, count = 1) =>
      eachImage(pixels, count, size, (image) => visualWordRegions(image, centroids)),
    dispose: () => undefined,
  };
}
