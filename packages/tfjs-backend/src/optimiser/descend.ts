import {
  engine,
  getBackend,
  getKernel,
  type NamedTensorMap,
  type Scalar,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { DescentStepAttributes, DescentStepKernel } from '../training-step-kernels';
import { ownBuffers } from './own-buffers';

const KERNEL: DescentStepKernel = 'DescentStep';

/**
 * `w ← w − rate · scale · g` for all weights, in place.
 *
 * @param gradients in the order of the weights.
 * @returns false where the engine has no kernel for it; nothing is changed then.
 */
export function descend(
  weights: readonly Variable[],
  gradients: readonly Tensor[],
  rate: number,
  scale: Scalar,
): boolean {
  if (getKernel(KERNEL, getBackend()) === undefined) return false;
  ownBuffers(weights);
  const inputs: NamedTensorMap = { scale };
  weights.forEach((weight, i) => {
    inputs[`value/${i}`] = weight;
    inputs[`gradient/${i}`] = gradients[i] as Tensor;
  });
  const attributes: DescentStepAttributes = { count: weights.length, rate };
  engine().runKernel(KERNEL, inputs, { ...attributes });
  return true;
}
