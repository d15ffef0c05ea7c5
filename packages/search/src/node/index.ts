// Galleries on disk: building, merging, opening.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { type ImageReader, openImageReader } from './build/image-reader';
export { indexImages } from './build/index-images';
export type { IndexOptions, IndexProgress, IndexReport, WindowOptions } from './build/index-options';
export { MetadataError } from './build/metadata-error';
export { readMetadataTable, readSideFiles } from './build/read-metadata';
export { galleryAt } from './gallery-place';
export { openScene, type Scene, type SceneColours } from './scene/open-scene';
export { SceneError } from './scene/scene-error';
export {
  type FitShortlistOptions,
  type FittedShortlist,
  fitShortlist,
  type ShortlistSource,
} from './shortlist/fit-shortlist';
export { copyShortlist, hasShortlist } from './shortlist/read-head';
export { folderGallery } from './store/folder-gallery';
export { type MergeGalleriesOptions, mergeGalleries } from './store/merge-galleries';
export { type BuildUsearchOptions, buildUsearch } from './usearch/build-usearch';
