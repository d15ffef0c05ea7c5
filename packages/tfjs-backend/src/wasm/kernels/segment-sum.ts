import type { TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../kernel-error';
import type { OwnKernels } from '../own-kernels';
import { addressOf, floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';

/**
 * `y[s] = Σ_{i: segmentIds[i] = s} x[i]`: the kernel `UnsortedSegmentSum`, which is the gradient of an embedding lookup.
 * Rows whose id is negative, or `numSegments` or larger, are skipped, as in TensorFlow.
 */
export function unsortedSegmentSum(
  x: TensorInfo,
  segmentIds: TensorInfo,
  numSegments: number,
  backend: WasmBackend,
  kernels: OwnKernels | undefined,
): TensorInfo {
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') {
    const got = `got ${x.dtype} rows and ${segmentIds.dtype} ids`;
    throw new KernelError('UnsortedSegmentSum', `it sums float32 rows by int32 ids, but ${got}.`);
  }
  const rows = sizeOf(segmentIds.shape);
  const tail = x.shape.slice(segmentIds.shape.length);
  const width = sizeOf(tail);
  const output = backend.makeOutput([numSegments, ...tail], 'float32');
  const ids = new Int32Array(backend.wasm.HEAPU8.buffer, addressOf(backend, segmentIds), rows);
  const from = floatsOf(backend, x);
  const to = floatsOf(backend, output).fill(0);
  for (let row = 0; row < rows; row++) {
    const segment = ids[row] as number;
    if (segment < 0 || segment >= numSegments) continue;
    const source = row * width;
    const target = segment * width;
    if (kernels === undefined) {
      for (let i = 0; i < width; i++) to[target + i] = (to[target + i] as number) + (from[source + i] as number);
    } else {
      kernels.accumulate(from.byteOffset + 4 * source, to.byteOffset + 4 * target, width);
    }
  }
  return output;
}
