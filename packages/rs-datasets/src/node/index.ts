export { inspectFolder, type ReadOptions, readDataset } from './read-dataset';
export { readFolder } from './read-folder';
export { readPictureSizes } from './read-picture-sizes';
export { loadSplit, saveSplit } from './split-file';
