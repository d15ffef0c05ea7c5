import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { AttentionWeightsAttributes, AttentionWeightsInputs } from '../../attention-weights-kernel';
import { type OwnKernels, withScratch } from '../own-kernels';
import { addressOf, floatsOf, type WasmBackend } from '../wasm-backend';

type Inputs = AttentionWeightsInputs<TensorInfo>;

/** The kernel `AttentionWeights`: `weights [X, Y·q, c]`. */
export function attentionWeights(
  inputs: Inputs,
  attributes: AttentionWeightsAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo {
  const [contexts, queries, q, c] = extentsOf(inputs);
  const weights = backend.makeOutput([contexts, queries * q, c], 'float32');
  withScratch(backend, kernels.attendScratch(q, c), (scratch) => {
    const addresses = [...addressesOf(inputs, backend), addressOf(backend, weights)];
    kernels.attend(...addresses, contexts, queries, q, c, ...numbersOf(attributes), scratch);
  });
  return weights;
}

/** The kernel `AttentionWeightsGrad`: the gradients of `dot`, `queryNorm` and `contextNorm`. */
export function attentionWeightsGradient(
  inputs: Inputs & { readonly weights: TensorInfo; readonly dWeights: TensorInfo },
  attributes: AttentionWeightsAttributes,
  backend: WasmBackend,
  kernels: OwnKernels,
): TensorInfo[] {
  const [contexts, queries, q, c] = extentsOf(inputs);
  const gradients = [inputs.dot, inputs.queryNorm, inputs.contextNorm].map(({ shape }) =>
    backend.makeOutput(shape, 'float32'),
  );
  withScratch(backend, kernels.attendGradientScratch(q, c), (scratch) => {
    for (const gradient of gradients) floatsOf(backend, gradient).fill(0);
    const tensors = [inputs.weights, inputs.dWeights, ...gradients];
    const addresses = [...addressesOf(inputs, backend), ...tensors.map((tensor) => addressOf(backend, tensor))];
    kernels.attendGradient(...addresses, contexts, queries, q, c, ...numbersOf(attributes), scratch);
  });
  return gradients;
}

/** X, Y, q and c. */
function extentsOf({ queryNorm, contextNorm }: Inputs): [number, number, number, number] {
  const [queries, q] = queryNorm.shape as [number, number];
  const [contexts, c] = contextNorm.shape as [number, number];
  return [contexts, queries, q, c];
}

/** The addresses of the inputs; 0 for a mask that is absent. */
function addressesOf({ dot, queryNorm, contextNorm, queryMask, contextMask }: Inputs, backend: WasmBackend): number[] {
  return [dot, queryNorm, contextNorm, queryMask, contextMask].map((tensor) =>
    tensor === undefined ? 0 : addressOf(backend, tensor),
  );
}

function numbersOf({ alpha, leaky, overQuery }: AttentionWeightsAttributes): number[] {
  return [alpha, Number(leaky), Number(overQuery)];
}
