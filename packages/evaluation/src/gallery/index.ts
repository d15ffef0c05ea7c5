export { checkFeatures, checkSameKind, featureIdentity, kindDifference } from '../features/feature-source';
export { requiredPart } from '../features/required-part';
export { type CaptionEncoding, type Gallery, galleryOf, type ScoredItems, scoredItems } from './gallery';
export { type BlockOptions, type GalleryBlock, placeBlock, scoreBlocks, scoreWholeGallery } from './score-blocks';
