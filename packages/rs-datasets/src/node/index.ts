export { MissingPackageError } from '@rs-sam/foundation/errors';
export { FileWriteError } from '@rs-sam/foundation/files';
export { inspectFolder, type ReadDatasetOptions, readDataset } from './read-dataset';
export { readFolder } from './read-folder';
export { readImageSizes } from './read-image-sizes';
export { type ContactSheetOptions, renderContactSheet } from './render-contact-sheet';
export { renderScene } from './render-scene';
export { readSplit, writeSplit } from './split-file';
export { writeSyntheticDataset } from './write-synthetic-dataset';
