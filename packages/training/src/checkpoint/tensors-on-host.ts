import type { StoredTensor } from '@rs-sam/foundation/formats';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** Copies tensors into the form of a safetensors file. */
export function storedTensors(tensors: Readonly<Record<string, Tensor>>): Record<string, StoredTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, value]) => [
      name,
      { shape: value.shape, data: Float32Array.from(value.dataSync()) },
    ]),
  );
}

/** Makes tensors of stored numbers; the caller disposes them. */
export function tensorsFrom(stored: Readonly<Record<string, StoredTensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(stored).map(([name, { shape, data }]) => [name, tensor(data, [...shape], 'float32')]),
  );
}
