import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { OwnKernels } from '../own-kernels';
import { addressOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** Inputs of the kernel `MovingAverage`, of one shape. */
export interface MovingAverageInputs {
  readonly average: TensorInfo;
  readonly value: TensorInfo;
}

/** Its attribute: the share of the average that stays. */
export interface MovingAverageAttributes {
  readonly decay: number;
}

/** The kernel `MovingAverage`: the average with the value in it, a new tensor. */
export function movingAverage(
  { average, value }: MovingAverageInputs,
  { decay }: MovingAverageAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo {
  const output = backend.makeOutput(value.shape, 'float32');
  const [from, of, to] = [average, value, output].map((tensor) => addressOf(backend, tensor)) as [
    number,
    number,
    number,
  ];
  kernels.movingAverage(from, of, to, sizeOf(value.shape), 1 - decay);
  return output;
}
