export { describeModel, formatShape, formatValue, isFixed } from './describe-model';
export {
  type Attribute,
  type OnnxConstant,
  type OnnxModel,
  type OnnxNode,
  type OnnxValue,
  onnxMessage,
} from './onnx-message';
export { OnnxModelError } from './onnx-model-error';
export { checkOnnxSettings, readOnnxSettings } from './onnx-settings';
export { missingOnnxruntime, onnxruntime, openSession } from './onnxruntime-session';
export { type OnnxFile, openOnnxFile } from './open-onnx-file';
