import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineAttributes, GatedCosineInputs } from '../../gated-cosine-kernel';
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

/** The kernel `GatedCosineGrad`: the gradients of the seven inputs, in their order. */
export function gatedCosineGradient(
  inputs: GatedCosineInputs<TensorInfo>,
  dCosine: TensorInfo,
  { candidate }: GatedCosineAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo[] {
  const { contexts, rows, context, depth } = sizesOf(inputs);
  const gradients = orderOf(inputs).map(({ shape }) => backend.makeOutput(shape, 'float32'));
  // These three are sums over the contexts, to which the kernel adds.
  for (const sum of gradients.slice(1, 4)) floatsOf(backend, sum).fill(0);
  withScratch(backend, kernels.backwardScratch(rows, context, depth), (scratch) => {
    kernels.backward(
      ...addressesOf(inputs, backend),
      addressOf(backend, dCosine),
      ...gradients.map((gradient) => addressOf(backend, gradient)),
      contexts,
      rows,
      context,
      depth,
      candidate === 'tanh' ? 1 : 0,
      scratch,
    );
  });
  return gradients;
}

/** The inputs in the order in which the WebAssembly functions take their addresses. */
function orderOf<T>(inputs: GatedCosineInputs<T>): T[] {
  const { attention, query, queryGate, queryCandidate, context, contextGate, contextCandidate } = inputs;
  return [attention, query, queryGate, queryCandidate, context, contextGate, contextCandidate];
}

function addressesOf(inputs: GatedCosineInputs<TensorInfo>, backend: WasmBackend): number[] {
  return orderOf(inputs).map((tensor) => addressOf(backend, tensor));
}

function sizesOf({ attention, query }: GatedCosineInputs<TensorInfo>) {
  const [contexts, rows, context] = attention.shape as [number, number, number];
  return { contexts, rows, context, depth: query.shape[1] as number };
}
