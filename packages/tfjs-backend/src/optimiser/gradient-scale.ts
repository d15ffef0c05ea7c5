import { engine, type NamedTensorMap, type Scalar, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { hasKernel } from '../engine/has-kernel';
import type { GradientScaleAttributes, GradientScaleKernel } from '../training-step-kernels';

const KERNEL: GradientScaleKernel = 'GradientScale';

/** The joint norm of the gradients of a step, not read from the engine. */
export interface GradientScale {
  /** `min(1, limit / ‖g‖₂)`, by which the optimiser multiplies every gradient. */
  readonly scale: Scalar;
  /** `[loss, ‖g‖₂]`, to be read when the step is complete. */
  readonly outcome: Tensor1D;
}

/**
 * The scale that limits the joint norm of all gradients (Pascanu et al. 2013), with 1e-6 added to the norm as in PyTorch.
 *
 * @param limit null: the scale is 1.
 * @returns undefined on every engine but webgpu: reading the norm costs nothing there, so they have no kernel for it.
 */
export function gradientScale(
  loss: Scalar,
  gradients: readonly Tensor[],
  limit: number | null,
): GradientScale | undefined {
  if (!hasKernel(KERNEL)) return undefined;
  const inputs: NamedTensorMap = { loss };
  gradients.forEach((gradient, i) => {
    inputs[i] = gradient;
  });
  const attributes: GradientScaleAttributes = { count: gradients.length, limit };
  const [scale, outcome] = engine().runKernel(KERNEL, inputs, { ...attributes } as never) as unknown as [
    Scalar,
    Tensor1D,
  ];
  return { scale, outcome };
}
