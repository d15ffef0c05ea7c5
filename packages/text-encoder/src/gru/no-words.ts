import { customGrad, type Tensor, type Tensor3D, zeros } from '@tensorflow/tfjs-core';

/**
 * The output `[B, N, H]` of a batch without captions or without words: it has no numbers. An engine's kernels need not accept such
 * tensors, so none is run.
 *
 * @param inputs - What the output depends on otherwise; their gradient is 0.
 */
export function noWords(shape: [number, number, number], inputs: readonly Tensor[]): Tensor3D {
  const operation = customGrad<Tensor3D>(() => ({
    value: zeros(shape) as Tensor3D,
    gradFunc: () => inputs.map((input) => zeros(input.shape)),
  }));
  return operation(...inputs);
}
