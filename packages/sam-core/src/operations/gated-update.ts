import type { kernels } from '@rs-sam/tfjs-backend';
import {
  add,
  clone,
  customGrad,
  type GradSaveFunc,
  mul,
  sigmoid,
  split,
  sub,
  sum,
  type Tensor,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './engine-kernel';

const FORWARD: kernels.GatedUpdateKernel = 'GatedUpdate';
const GRADIENT: kernels.GatedUpdateGradientKernel = 'GatedUpdateGrad';

/** Operands of `gatedUpdate`: X contexts, R query rows of each, or R rows that all contexts share. */
export type GatedUpdateOperands = kernels.GatedUpdateInputs<Tensor3D>;

/**
 * `q' = g q + (1 − g) o` with `[g ; o] = [σ ; tanh](ofContext + ofQuery)`: gate and candidate are side by side in the last axis of both
 * arguments.
 *
 * @param operands `ofContext` [X, R, 2D], `ofQuery` [X or 1, R, 2D], `query` [X or 1, R, D]
 * @returns [X, R, D]
 */
export function gatedUpdate(operands: GatedUpdateOperands): Tensor3D {
  const { ofContext, ofQuery, query } = operands;
  return canRun(operands) ? (fused(ofContext, ofQuery, query) as Tensor3D) : composed(operands);
}

/** Whether the engine has the kernels; they take whole vectors of four floats. */
function canRun({ ofContext, query }: GatedUpdateOperands): boolean {
  return query.shape[2] % 4 === 0 && ofContext.size > 0 && hasKernel(FORWARD);
}

const fused = customGrad((...given) => {
  const [ofContext, ofQuery, query, save] = given as unknown as [Tensor3D, Tensor3D, Tensor3D, GradSaveFunc];
  save([ofContext, ofQuery, query]);
  return {
    value: runKernel<Tensor3D>(FORWARD, { ofContext, ofQuery, query }),
    gradFunc: (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [ofContext, ofQuery, query] = saved as [Tensor3D, Tensor3D, Tensor3D];
      const [dArgument, dQuery] = runKernel<[Tensor, Tensor]>(GRADIENT, { ofContext, ofQuery, query, dy });
      const shared = ofQuery.shape[0] < ofContext.shape[0];
      return [dArgument, shared ? sum(dArgument, 0, true) : clone(dArgument), dQuery];
    },
  };
});

function composed({ ofContext, ofQuery, query }: GatedUpdateOperands): Tensor3D {
  const [gateArgument, candidateArgument] = split(add(ofContext, ofQuery), 2, 2) as [Tensor3D, Tensor3D];
  const candidate = tanh(candidateArgument);
  return add(candidate, mul(sigmoid(gateArgument), sub(query, candidate)));
}

/** `2 σ(2x) − 1`: tfjs's wasm engine has a vectorised sigmoid, but no vectorised tanh. */
function tanh(x: Tensor3D): Tensor3D {
  return sub(mul(sigmoid(mul(x, 2)), 2), 1);
}
