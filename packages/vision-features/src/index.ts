// Backbones on the current engine of tfjs, and what belongs to images and regions. It runs in browsers and in Node.
export { InvalidOptionError, RsSamError, ShapeMismatchError } from '@rs-sam/foundation/errors';
export { UnknownLayerError } from './backbones/cut-network';
export { type BackboneName, backboneNames } from './backbones/definitions';
export { InputTooSmallError } from './backbones/layer-shapes';
export { NoMapError, type RegionOptions, UnknownBackboneError } from './backbones/region-plan';
export { averageGrid } from './extractor/average-grid';
export { type RegionBox, type RegionBoxOptions, regionBox } from './images/region-box';
export { VIEWS, type View, viewPixels } from './images/view';
export { type Backbone, createBackbone } from './tfjs/backbone';
export { type DecodedImage, ImageSizeError, imagePixels } from './tfjs/image-pixels';
export { MissingWeightError, WeightFileError, WeightShapeError } from './weights/errors';
export { WeightsMismatchError } from './weights/identify-backbone';
export { readTfjsModel } from './weights/tfjs-model';
export type { WeightSet } from './weights/weight-set';
