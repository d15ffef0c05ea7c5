import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { L2NormalizeGradientInputs } from '../../l2-normalize-kernel';
import type { OwnKernels } from '../own-kernels';
import { addressOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** The kernel `L2Normalize`: the normalised rows, and their norms. */
export function l2Normalize(x: TensorInfo, backend: WasmBackend, kernels: OwnKernels): TensorInfo[] {
  const [rows, width] = matrixOf(x);
  const y = backend.makeOutput(x.shape, 'float32');
  const norm = backend.makeOutput([...x.shape.slice(0, -1), 1], 'float32');
  kernels.l2Normalize(addressOf(backend, x), addressOf(backend, y), addressOf(backend, norm), rows, width);
  return [y, norm];
}

/** The kernel `L2NormalizeGrad`. */
export function l2NormalizeGradient(
  { x, norm, dy }: L2NormalizeGradientInputs<TensorInfo>,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo {
  const [rows, width] = matrixOf(x);
  const dx = backend.makeOutput(x.shape, 'float32');
  const [ofX, ofNorm, ofDy, ofDx] = [x, norm, dy, dx].map((tensor) => addressOf(backend, tensor));
  kernels.l2NormalizeGradient(ofX as number, ofNorm as number, ofDy as number, ofDx as number, rows, width);
  return dx;
}

/** The number of rows along the last axis, and their width. */
function matrixOf({ shape }: TensorInfo): [number, number] {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1) as number];
}
