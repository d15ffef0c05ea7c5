export { type ContactSheetOptions, contactSheet } from './contact-sheet';
export { inspectFolder, type ReadOptions, readDataset } from './read-dataset';
export { readFolder } from './read-folder';
export { readPictureSizes } from './read-picture-sizes';
export { renderScene } from './render-scene';
export { loadSplit, saveSplit } from './split-file';
export { writeSyntheticDataset } from './write-synthetic-dataset';
