export { fileProblem } from './file-problem';
export { installCommand, ONNXRUNTIME_VERSION } from './install-command';
export { formatValue, InvalidOptionError } from './invalid-option-error';
export { messageWithCause } from './message-with-cause';
export { importOptional, MissingPackageError, moduleName } from './missing-package-error';
export { NoKnownWordError } from './no-known-word-error';
export { hasCode, RsSamError } from './rs-sam-error';
export { checkShape, formatShape, type Shape, ShapeMismatchError } from './shape-mismatch-error';
