import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelFunction } from './mat-mul';
import type { WasmBackend } from './wasm-backend';

/** tfjs's own kernels for what follows a product. */
export interface EpilogueKernels {
  readonly add: KernelFunction;
  /** The kernel of each activation that can be fused, by the name tfjs gives it. `linear` has none. */
  readonly activations: Readonly<Record<string, KernelFunction>>;
  readonly leakyRelu: KernelFunction;
  readonly prelu: KernelFunction;
}

/** What the kernel `_FusedMatMul` applies to its product. */
export interface Epilogue {
  readonly bias?: TensorInfo | undefined;
  readonly preluActivationWeights?: TensorInfo | undefined;
  readonly activation: string;
  readonly leakyreluAlpha?: number | undefined;
}

/** `activation(product + bias)`. Takes the product over: it is disposed of where a new tensor replaces it. */
export function applyEpilogue(
  product: TensorInfo,
  { bias, preluActivationWeights, activation, leakyreluAlpha }: Epilogue,
  backend: WasmBackend,
  kernels: EpilogueKernels,
): TensorInfo {
  let result = product;
  const replace = (next: TensorInfo) => {
    backend.disposeData(result.dataId);
    result = next;
  };
  if (bias) replace(kernels.add({ inputs: { a: result, b: bias }, backend }));
  if (activation === 'leakyrelu') {
    replace(kernels.leakyRelu({ inputs: { x: result }, backend, attrs: { alpha: leakyreluAlpha ?? 0.2 } }));
  } else if (activation === 'prelu') {
    if (!preluActivationWeights) throw new Error('_FusedMatMul: the activation prelu needs preluActivationWeights.');
    replace(kernels.prelu({ inputs: { x: result, alpha: preluActivationWeights }, backend }));
  } else if (activation !== 'linear') {
    const kernel = kernels.activations[activation];
    if (kernel === undefined)
      throw new Error(`_FusedMatMul: the activation ${activation} is not known to the wasm engine.`);
    replace(kernel({ inputs: { x: result }, backend }));
  }
  return result;
}
