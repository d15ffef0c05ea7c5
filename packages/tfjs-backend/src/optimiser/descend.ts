import { engine, type Scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { hasKernel } from '../engine/has-kernel';
import type { DescentStepAttributes, DescentStepKernel } from '../training-step-kernels';
import { numberedInputs } from './numbered-inputs';
import { ownBuffers } from './own-buffers';

const KERNEL: DescentStepKernel = 'DescentStep';

/**
 * `w ← w − rate · scale · g` for all weights, in place, in one pass on webgpu.
 *
 * @param gradients in the order of the weights.
 * @returns false on the other engines, which have no kernel for it; nothing is changed then.
 */
export function descend(
  weights: readonly Variable[],
  gradients: readonly Tensor[],
  rate: number,
  scale: Scalar,
): boolean {
  if (!hasKernel(KERNEL)) return false;
  ownBuffers(weights);
  const items = weights.map((value, i) => ({ value, gradient: gradients[i] as Tensor }));
  const attributes: DescentStepAttributes = { count: weights.length, rate };
  engine().runKernel(KERNEL, { scale, ...numberedInputs(items) }, { ...attributes });
  return true;
}
