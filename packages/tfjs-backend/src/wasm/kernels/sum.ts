import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { OwnKernels } from '../own-kernels';
import { addressOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** Attributes of the kernel `Sum`. */
export interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * The kernel `Sum` over the first axes only, as for the gradient of a bias: rows are added up. tfjs's own kernel transposes first, which
 * takes ten times as long.
 *
 * @returns undefined for other axes and types: use tfjs's own kernel.
 */
export function sumFirstAxes(
  x: TensorInfo,
  { axis, keepDims }: SumAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo | undefined {
  const axes = util.parseAxisParam(axis, x.shape);
  const areFirst = axes.every((_, i) => axes.includes(i));
  if (x.dtype !== 'float32' || !areFirst || axes.length === 0 || axes.length === x.shape.length) return undefined;
  const rest = x.shape.slice(axes.length);
  const sum = backend.makeOutput(keepDims ? [...axes.map(() => 1), ...rest] : rest, 'float32');
  const rows = sizeOf(x.shape.slice(0, axes.length));
  kernels.sumRows(addressOf(backend, x), addressOf(backend, sum), rows, sizeOf(rest));
  return sum;
}
