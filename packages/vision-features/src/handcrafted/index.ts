// Regions without a network: SIFT, and bags of visual words. It needs neither tfjs nor Node.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export type { PixelValues, RegionExtractor } from '../extractor/feature-extractor';
export { PixelCountError } from '../extractor/pixel-count-error';
export { createBovwExtractor } from './bovw-extractor';
export { type Codebook, CodebookError, type CodebookOrigin, formatCodebook, parseCodebook } from './codebook';
export { type DenseSiftOptions, denseSift } from './dense-sift';
export { createSiftExtractor } from './sift-extractor';
