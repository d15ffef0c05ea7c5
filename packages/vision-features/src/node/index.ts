export { GridError } from './engine/average-grid';
export {
  createRegionExtractor,
  OnnxruntimeAbsentError,
  PixelCountError,
  type RegionExtractor,
  type RegionExtractorOptions,
} from './engine/region-extractor';
export { NoEngineError } from './engine/tfjs-network';
export { readWeights } from './weights/read-weights';
