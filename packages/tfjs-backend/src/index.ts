export { type AdamOptions, adam, type ResumableAdam } from './adam';
export { type BackendReport, type EngineAttempt, type EngineName, engineNames } from './engine';
export { EngineUnavailableError, UnknownEngineError } from './errors';
export type {
  GatedCosineAttributes,
  GatedCosineGradientKernel,
  GatedCosineInputs,
  GatedCosineKernel,
} from './gated-cosine-kernel';
export { ParityError } from './parity-check';
export { type PrepareBackendOptions, prepareBackend } from './prepare-backend';
export { HeapFullError } from './wasm/guard-heap';
