// Codebooks of visual words: learning them from image files, and their own files.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { CodebookError } from '../../handcrafted/codebook';
export { TooFewPointsError } from '../../handcrafted/k-means';
export { readCodebook, writeCodebook } from './codebook-file';
export { type LearnCodebookOptions, learnCodebook } from './learn-codebook';
