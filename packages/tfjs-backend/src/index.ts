export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { EngineUnavailableError, UnknownEngineError } from './engine/engine-errors';
export { type BackendReport, type EngineAttempt, type EngineName, engineNames } from './engine/engine-names';
export { ParityError } from './engine/parity-check';
export { type PrepareBackendOptions, prepareBackend } from './engine/prepare-backend';
export type * as kernels from './kernels';
export { type AdamOptions, AdamStateError, adam, type ResumableAdam } from './optimiser/adam';
export { HeapFullError } from './wasm/guard-heap';
export { KernelError } from './wasm/kernel-error';
