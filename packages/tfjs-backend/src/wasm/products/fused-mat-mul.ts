import type { TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../kernel-error';
import type { WasmBackend } from '../wasm-backend';
import type { KernelFunction } from './mat-mul';

/** tfjs's own kernels for the operations that follow a product. */
export interface EpilogueKernels {
  readonly add: KernelFunction;
  /** The kernel of each activation that can be fused, by the name tfjs gives it. `linear` has none. */
  readonly activations: Readonly<Record<string, KernelFunction>>;
  readonly leakyRelu: KernelFunction;
  readonly prelu: KernelFunction;
}

/** The operations that the kernel `_FusedMatMul` applies to its product. */
export interface Epilogue {
  readonly bias?: TensorInfo | undefined;
  readonly preluActivationWeights?: TensorInfo | undefined;
  readonly activation: string;
  readonly leakyreluAlpha?: number | undefined;
}

/** `activation(product + bias)`. The product is disposed when a new tensor replaces it. */
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
    if (!preluActivationWeights) {
      throw new KernelError('_FusedMatMul', 'the activation prelu needs preluActivationWeights.');
    }
    replace(kernels.prelu({ inputs: { x: result, alpha: preluActivationWeights }, backend }));
  } else if (activation !== 'linear') {
    const kernel = kernels.activations[activation];
    if (kernel === undefined) throw new KernelError('_FusedMatMul', `the activation ${activation} is not supported.`);
    replace(kernel({ inputs: { x: result }, backend }));
  }
  return result;
}
