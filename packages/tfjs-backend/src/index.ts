export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export type {
  AttentionWeightsAttributes,
  AttentionWeightsGradientKernel,
  AttentionWeightsInputs,
  AttentionWeightsKernel,
} from './attention-weights-kernel';
export { EngineUnavailableError, UnknownEngineError } from './engine/engine-errors';
export { type BackendReport, type EngineAttempt, type EngineName, engineNames } from './engine/engine-names';
export { ParityError } from './engine/parity-check';
export { type PrepareBackendOptions, prepareBackend } from './engine/prepare-backend';
export type {
  GatedCosineAttributes,
  GatedCosineGradientKernel,
  GatedCosineGradients,
  GatedCosineInputs,
  GatedCosineKernel,
} from './gated-cosine-kernel';
export type {
  GruStepsAttributes,
  GruStepsGradientInputs,
  GruStepsGradientKernel,
  GruStepsInputs,
  GruStepsKernel,
} from './gru-steps-kernel';
export type {
  HalfMatMulAttributes,
  HalfMatMulKernel,
  HalvesGradientInputs,
  HalvesGradientKernel,
} from './half-products-kernel';
export { type AdamOptions, AdamStateError, adam, type ResumableAdam } from './optimiser/adam';
export { HeapFullError } from './wasm/guard-heap';
export { KernelError } from './wasm/kernel-error';
