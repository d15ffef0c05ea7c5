import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedUpdateGradientInputs, GatedUpdateInputs } from '../../gated-update-kernel';
import type { OwnKernels } from '../own-kernels';
import { addressOf, floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** The kernel `GatedUpdate`: `q' [X, R, D]`. */
export function gatedUpdate(
  { ofContext, ofQuery, query }: GatedUpdateInputs<TensorInfo>,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo {
  const updated = backend.makeOutput([...ofContext.shape.slice(0, -1), query.shape.at(-1) as number], 'float32');
  const addresses = [ofContext, ofQuery, query, updated].map((tensor) => addressOf(backend, tensor));
  kernels.gatedUpdate(...addresses, ...extentsOf(ofContext, query));
  return updated;
}

/** The kernel `GatedUpdateGrad`. */
export function gatedUpdateGradient(
  { ofContext, ofQuery, query, dy }: GatedUpdateGradientInputs<TensorInfo>,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo[] {
  const dArgument = backend.makeOutput(ofContext.shape, 'float32');
  const dQuery = backend.makeOutput(query.shape, 'float32');
  // A sum over the contexts, to which the kernel adds.
  floatsOf(backend, dQuery).fill(0);
  const addresses = [ofContext, ofQuery, query, dy, dArgument, dQuery].map((tensor) => addressOf(backend, tensor));
  kernels.gatedUpdateGradient(...addresses, ...extentsOf(ofContext, query));
  return [dArgument, dQuery];
}

/** X·R, the number of query rows, and D. */
function extentsOf(ofContext: TensorInfo, query: TensorInfo): number[] {
  const [rows, queryRows] = [ofContext, query].map(({ shape }) => sizeOf(shape.slice(0, -1))) as [number, number];
  return [rows, queryRows, query.shape.at(-1) as number];
}
