import type { TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, type WasmBackend } from '../wasm-backend';
import type { NativeTensor, NativeTensors } from './native-graphs';
import { copyName } from './onnx-model';

/** Consecutive pieces of the scratch memory at `address`. */
export function pieces(backend: WasmBackend, address: number): (floats: number) => Float32Array {
  let next = address;
  return (floats) => {
    const piece = new Float32Array(backend.wasm.HEAPU8.buffer, next, floats);
    next += 4 * floats;
    return piece;
  };
}

/** The values of every tensor, as views of the heap. */
export function viewsOf<T extends object>(
  tensors: T,
  backend: WasmBackend,
): { readonly [name in keyof T]: Float32Array } {
  const entries = Object.entries(tensors as Record<string, TensorInfo>);
  return Object.fromEntries(entries.map(([name, tensor]) => [name, floatsOf(backend, tensor)])) as never;
}

/** The tensors of every copy of a repeated graph, under the names that they have there. */
export function ofCopies(copies: readonly NativeTensors[]): NativeTensors {
  const all: Record<string, NativeTensor> = {};
  copies.forEach((tensors, i) => {
    for (const name in tensors) all[copyName(i, name)] = tensors[name] as NativeTensor;
  });
  return all;
}
