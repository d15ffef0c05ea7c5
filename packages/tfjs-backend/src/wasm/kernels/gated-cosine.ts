import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  type GatedCosineAttributes,
  type GatedCosineGradients,
  type GatedCosineInputs,
  gatedCosineGradientNames,
} from '../../gated-cosine-kernel';
import { type OwnKernels, withScratch } from '../own-kernels';
import { addressOf, floatsOf, type WasmBackend } from '../wasm-backend';

/** The kernel `GatedCosine`: `cosine [X, U]`. */
export function gatedCosine(
  inputs: GatedCosineInputs<TensorInfo>,
  { candidate }: GatedCosineAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo {
  const { contexts, rows, context, depth } = sizesOf(inputs);
  const cosine = backend.makeOutput([contexts, rows], 'float32');
  withScratch(backend, kernels.forwardScratch(rows, context, depth), (scratch) => {
    kernels.forward(
      ...addressesOf(inputs, backend),
      addressOf(backend, cosine),
      contexts,
      rows,
      context,
      depth,
      candidate === 'tanh' ? 1 : 0,
      scratch,
    );
  });
  return cosine;
}

/** The kernel `GatedCosineGrad`. Gradients of frozen features are computed too, since one pass makes all, and dropped. */
export function gatedCosineGradient(
  inputs: GatedCosineInputs<TensorInfo>,
  dCosine: TensorInfo,
  { candidate, frozen }: GatedCosineAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo[] {
  const { contexts, rows, context, depth } = sizesOf(inputs);
  const gradients = gradientsOf(inputs, {}, backend);
  const { query, queryGate, queryCandidate } = gradients;
  // These three are sums over the contexts, to which the kernel adds.
  for (const sum of [query, queryGate, queryCandidate]) floatsOf(backend, sum as TensorInfo).fill(0);
  withScratch(backend, kernels.backwardScratch(rows, context, depth), (scratch) => {
    kernels.backward(
      ...addressesOf(inputs, backend),
      addressOf(backend, dCosine),
      ...Object.values(gradients).map((gradient) => addressOf(backend, gradient)),
      contexts,
      rows,
      context,
      depth,
      candidate === 'tanh' ? 1 : 0,
      scratch,
    );
  });
  const dropped = frozen && gradients[frozen];
  if (dropped) backend.disposeData(dropped.dataId);
  return Object.values(gradients).filter((gradient) => gradient !== dropped);
}

/** Tensors for the gradients, in the order of the kernel's result; their values are not set. */
export function gradientsOf(
  inputs: GatedCosineInputs<{ readonly shape: readonly number[] }>,
  attributes: Pick<GatedCosineAttributes, 'frozen'>,
  backend: WasmBackend,
): GatedCosineGradients<TensorInfo> {
  const outputs = gatedCosineGradientNames(attributes).map((name) => [
    name,
    backend.makeOutput(inputs[name].shape, 'float32'),
  ]);
  return Object.fromEntries(outputs);
}

/** The inputs' addresses in the order in which the WebAssembly functions take them. */
function addressesOf(inputs: GatedCosineInputs<TensorInfo>, backend: WasmBackend): number[] {
  return gatedCosineGradientNames({}).map((name) => addressOf(backend, inputs[name]));
}

/** X contexts of c rows, U query rows, D columns. */
export interface GatedCosineSizes {
  readonly contexts: number;
  readonly rows: number;
  readonly context: number;
  readonly depth: number;
}

export function sizesOf({ attention, query }: GatedCosineInputs<TensorInfo>): GatedCosineSizes {
  const [contexts, rows, context] = attention.shape as [number, number, number];
  return { contexts, rows, context, depth: query.shape[1] as number };
}
