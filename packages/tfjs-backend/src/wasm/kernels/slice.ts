import { slice_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';

/**
 * The kernel `Slice` for a slice along the first axis only, which is one run of memory: one copy inside the heap. tfjs's own kernel first
 * copies the whole tensor out of the heap; for a gate kernel of 33 MB this takes longer than the following product.
 *
 * @returns undefined if the slice is not one run: use tfjs's own kernel.
 */
export function sliceRun(
  x: TensorInfo,
  begin: readonly number[] | number,
  size: readonly number[] | number,
  backend: WasmBackend,
): TensorInfo | undefined {
  if (x.dtype !== 'float32' || x.shape.length === 0) return undefined;
  const parsed = slice_util.parseSliceParams({ shape: x.shape } as never, begin as number[], size as number[]);
  const [start, extent] = parsed as [number[], number[]];
  const restIsWhole = extent.every((length, axis) => axis === 0 || length === x.shape[axis]);
  const first = start[0] as number;
  if (!restIsWhole || first < 0 || first + (extent[0] as number) > (x.shape[0] as number)) return undefined;
  const output = backend.makeOutput(extent, 'float32');
  const width = sizeOf(x.shape.slice(1));
  floatsOf(backend, output).set(floatsOf(backend, x).subarray(first * width, (first + (extent[0] as number)) * width));
  return output;
}
