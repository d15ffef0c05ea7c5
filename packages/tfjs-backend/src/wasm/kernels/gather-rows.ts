import type { TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** Attributes of the kernel `GatherV2`. */
export interface GatherAttributes {
  readonly axis: number;
  readonly batchDims: number;
}

/**
 * The kernel `GatherV2` for rows along the first axis, each one run of memory. tfjs's own kernel computes the place of every number, which
 * takes thirty times as long for the word vectors of a batch.
 *
 * @returns undefined for another axis, batch dimensions, other types, or an index out of range: use tfjs's own kernel.
 */
export function gatherRows(
  x: TensorInfo,
  indices: TensorInfo,
  { axis, batchDims }: GatherAttributes,
  backend: WasmBackend,
): TensorInfo | undefined {
  if (axis !== 0 || batchDims !== 0 || x.dtype !== 'float32' || indices.dtype !== 'int32') return undefined;
  const [rows = 0, ...tail] = x.shape;
  const rowsWanted = sizeOf(indices.shape);
  const ids = (): Int32Array => new Int32Array(backend.wasm.HEAPU8.buffer, addressOf(backend, indices), rowsWanted);
  if (ids().some((id) => id < 0 || id >= rows)) return undefined;
  const output = backend.makeOutput([...indices.shape, ...tail], 'float32');
  const width = sizeOf(tail);
  const from = floatsOf(backend, x);
  const to = floatsOf(backend, output);
  ids().forEach((id, i) => {
    to.set(from.subarray(id * width, (id + 1) * width), i * width);
  });
  return output;
}
