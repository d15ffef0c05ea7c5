export { canonicalJson } from './canonical-json';
export { fromFloat16, toFloat16 } from './float16';
export { formatJson } from './format-json';
export { isNpy, NPY_HEADER_BYTES, NpyError, type NpyHeader, npyHeader, parseNpyHeader } from './npy';
export { type ParsedJson, parseJson } from './parse-json';
export {
  readSafetensors,
  type SafetensorsContent,
  SafetensorsError,
  type StoredTensor,
  writeSafetensors,
} from './safetensors';
export { splitSeal, withSeal } from './sealed-json';
export { webSha256 } from './web-sha256';
