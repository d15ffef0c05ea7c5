export { formatSplit } from './format-split';
export { type KFoldOptions, kFold } from './k-fold';
export { parseSplit } from './parse-split';
export { type RandomSplitOptions, randomSplit } from './random-split';
export { applySplit, type DatasetSplit, partOf, splitOf } from './split';
export { SplitError } from './split-error';
export { splitHash } from './split-hash';
