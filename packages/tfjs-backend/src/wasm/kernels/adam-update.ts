import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { OwnKernels } from '../own-kernels';
import { addressOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** Inputs of the kernel `AdamUpdate`, all of one shape. */
export interface AdamUpdateInputs {
  readonly value: TensorInfo;
  readonly gradient: TensorInfo;
  readonly first: TensorInfo;
  readonly second: TensorInfo;
}

/** Its attributes: both decays, the learning rate divided by 1 − β₁ᵗ, and 1 − β₂ᵗ. */
export interface AdamUpdateAttributes {
  readonly beta1: number;
  readonly beta2: number;
  readonly rate: number;
  readonly correction: number;
  readonly epsilon: number;
}

/** The kernel `AdamUpdate`: value, first and second moment after one step, each a new tensor. */
export function adamUpdate(
  { value, gradient, first, second }: AdamUpdateInputs,
  { beta1, beta2, rate, correction, epsilon }: AdamUpdateAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo[] {
  const outputs = [value, first, second].map(({ shape }) => backend.makeOutput(shape, 'float32'));
  const addresses = [value, gradient, first, second, ...outputs].map((tensor) => addressOf(backend, tensor));
  kernels.adam(...addresses, sizeOf(value.shape), beta1, beta2, rate, correction, epsilon);
  return outputs;
}
