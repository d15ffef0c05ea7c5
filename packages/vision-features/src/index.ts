export { type Backbone, createBackbone } from './backbones/backbone';
export { UnknownLayerError } from './backbones/cut-network';
export { type BackboneName, backboneNames } from './backbones/definitions';
export { type DecodedImage, ImageSizeError, imagePixels } from './backbones/image-pixels';
export { InputSizeError, InputTooSmallError } from './backbones/layer-shapes';
export type { Size } from './backbones/network';
export type { Preprocessing } from './backbones/preprocessing';
export { NoMapError, type RegionOptions, UnknownBackboneError } from './backbones/region-plan';
export type { ClassAccuracy, ClassificationReport } from './classify/classification-report';
export {
  type LinearClassifier,
  type LinearClassifierOptions,
  type StrengthTrial,
  trainLinearClassifier,
} from './classify/linear-classifier';
export { poolRegions } from './classify/pool-regions';
export type { LabelledFeatures, SoftmaxWeights } from './classify/softmax-regression';
export {
  DivergedError,
  type FineTuned,
  type FineTuneEpoch,
  type FineTuneOptions,
  fineTune,
  type LabelledMaps,
  type TunedWeights,
} from './fine-tune/fine-tune';
export { mergeTuned } from './fine-tune/tuned-weights';
export { NoCutError, type UpperBlocks, upperBlocks } from './fine-tune/upper-blocks';
export { createBovwExtractor } from './handcrafted/bovw-extractor';
export {
  type Codebook,
  CodebookError,
  type CodebookOrigin,
  parseCodebook,
  printCodebook,
} from './handcrafted/codebook';
export { type DenseSiftOptions, denseSift } from './handcrafted/dense-sift';
export { type HandcraftedExtractor, ImagePixelsError } from './handcrafted/handcrafted-extractor';
export { TooFewPointsError } from './handcrafted/k-means';
export { createSiftExtractor } from './handcrafted/sift-extractor';
export { type RegionBox, type RegionBoxOptions, regionBox } from './region-box';
export { VIEWS, type View, viewPixels } from './view';
export { MissingWeightError, WeightFileError, WeightShapeError } from './weights/errors';
export { ForeignWeightsError } from './weights/identify-backbone';
export { readTfjsModel } from './weights/tfjs-model';
export type { WeightArray, WeightSet } from './weights/weight-set';
