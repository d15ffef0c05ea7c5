import { addN, matMul, mul, reshape, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';

/** Gradients with a limited joint norm. */
export interface ClippedGradients {
  /** ‖g‖₂ over all gradients together, before clipping. */
  readonly norm: number;
  readonly gradients: readonly Tensor[];
}

/**
 * `g · min(1, limit / ‖g‖₂)`, with the norm over all gradients together (Pascanu et al. 2013), as PyTorch's `clip_grad_norm_`.
 *
 * One number is read from the engine. Gradients within the limit are returned unchanged; the caller disposes the given gradients in either
 * case.
 *
 * @param limit null returns the gradients unchanged, with their norm.
 */
export function clipGradients(gradients: readonly Tensor[], limit: number | null): ClippedGradients {
  const norm = Math.sqrt(tidy(() => addN(gradients.map(sumOfSquares)).dataSync()[0] as number));
  if (limit === null || !(norm > limit)) return { norm, gradients };
  // 1e-6 as in PyTorch.
  return { norm, gradients: gradients.map((gradient) => mul(gradient, limit / (norm + 1e-6))) };
}

/** A product of the row with itself, which every engine does in one fast pass. */
function sumOfSquares(gradient: Tensor): Tensor2D {
  const row: Tensor2D = reshape(gradient, [1, gradient.size]);
  return matMul(row, row, false, true);
}
