import type { DataId, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** The part of tfjs's `BackendWasm` that the kernels use: tensors are at an address of one WebAssembly memory. */
export interface WasmBackend extends KernelBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    /** The module's exports; `memory` is the heap itself (absent or shared in the multi-threaded build). */
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    _malloc: (bytes: number) => number;
    _free(address: number): void;
  };
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
  getMemoryOffset(dataId: DataId): number;
  /** One more tensor has these values; they are freed with the last one. */
  incRef(dataId: DataId): void;
}

/** Address of a tensor's first byte. */
export function addressOf(backend: WasmBackend, tensor: TensorInfo): number {
  return backend.getMemoryOffset(tensor.dataId);
}

/**
 * A view of a float32 tensor's values. It is valid until the next allocation: when the heap grows, older views are detached.
 */
export function floatsOf(backend: WasmBackend, tensor: TensorInfo): Float32Array {
  return new Float32Array(backend.wasm.HEAPU8.buffer, addressOf(backend, tensor), sizeOf(tensor.shape));
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
