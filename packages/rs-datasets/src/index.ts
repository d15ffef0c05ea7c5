export { type Random, seededRandom, shuffled } from '@rs-sam/foundation/random';
export type { CaptionDataset, CaptionedImage } from './caption-dataset';
export type { PictureSize } from './checks/check';
export type { ClassNameSource } from './class-names';
export {
  CaptionFileError,
  DatasetError,
  IrregularDataError,
  SplitError,
  SyntheticError,
  UnknownFormatError,
} from './dataset-error';
export { CAPTION_FORMATS } from './detect-format';
export type { Finding } from './finding';
export type { CaptionFormat, FormatName } from './formats/caption-format';
export { type Inspection, inspectDataset } from './inspect';
export { IRREGULARITIES, type IrregularityKind, type Policies, type Policy } from './irregularity';
export { type LoadedDataset, type LoadOptions, loadDataset } from './load-dataset';
export type { Place, Position } from './place';
export { printInspection } from './print-inspection';
export type { SourceFile } from './source-file';
export { type KFoldOptions, kFold } from './splits/k-fold';
export { parseSplit } from './splits/parse-split';
export { type RandomSplitOptions, randomSplit } from './splits/random-split';
export { applySplit, type DatasetSplit, partOf, splitOf } from './splits/split';
export { canonicalSplit, splitHash } from './splits/split-hash';
export { type DatasetStatistics, type Distribution, datasetStatistics } from './statistics';
export { drawScene, type SceneOptions } from './synthetic/draw-scene';
export type { Side } from './synthetic/facts';
export type { Box, Mention, Scene, SceneCaption, SceneObject } from './synthetic/scene';
export { SCENE_CLASSES } from './synthetic/scene-classes';
export { type SyntheticDataset, type SyntheticOptions, syntheticDataset } from './synthetic/synthetic-dataset';
export { tableOne } from './table-one';
