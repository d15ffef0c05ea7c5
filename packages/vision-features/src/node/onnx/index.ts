// Regions of an image network of your own in an ONNX file.
export { InvalidOptionError, MissingPackageError, RsSamError } from '@rs-sam/foundation/errors';
export { OnnxModelError } from '@rs-sam/foundation/onnx';
export { GridError } from '../../backbones/check-grid';
export type { Size } from '../../backbones/network';
export type { PixelValues, RegionExtractor } from '../../extractor/feature-extractor';
export { PixelCountError } from '../../extractor/pixel-count-error';
export { createOnnxExtractor, type OnnxExtractorOptions } from './onnx-extractor';
export type { Layout, OnnxSettings } from './onnx-settings';
