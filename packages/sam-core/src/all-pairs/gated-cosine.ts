import type { kernels } from '@rs-sam/tfjs-backend';
import {
  add,
  matMul,
  mul,
  type NamedTensorMap,
  sigmoid,
  square,
  sub,
  sum,
  type Tensor,
  tanh,
  tidy,
} from '@tensorflow/tfjs-core';
import { cosine, cosineGradient } from '../operations/cosine';
import { hasKernel, runKernel } from '../operations/engine-kernel';

const FORWARD: kernels.GatedCosineKernel = 'GatedCosine';
const GRADIENT: kernels.GatedCosineGradientKernel = 'GatedCosineGrad';

/** Operands of the gated cosine; see `kernels.GatedCosineInputs` for the shapes and the formula. */
export type GatedCosineOperands = kernels.GatedCosineInputs<Tensor>;

/** Whether the current engine computes the gated cosine in one pass, without pair tensors in memory. */
export function hasFusedKernel(depth: number): boolean {
  return depth % 4 === 0 && hasKernel(FORWARD);
}

/**
 * `cos(ṽ, e)` of every query row with its attended context, eqs. (8)–(12) in the factored form.
 *
 * @returns [X, U]
 */
export function gatedCosine(operands: GatedCosineOperands, attributes: kernels.GatedCosineAttributes): Tensor {
  if (hasFusedKernel(operands.query.shape[1] as number)) {
    return runKernel(FORWARD, operands, attributes);
  }
  return tidy(() => {
    const { updated, attended } = compose(operands, attributes);
    return cosine(updated, attended);
  });
}

/** The gradients of `gatedCosine`, recomputed from its operands, by the operands' names; see `kernels.GatedCosineGradients`. */
export function gatedCosineGradient(
  operands: GatedCosineOperands,
  attributes: kernels.GatedCosineAttributes,
  dCosine: Tensor,
): kernels.GatedCosineGradients<Tensor> {
  if (hasFusedKernel(operands.query.shape[1] as number)) {
    const gradients = runKernel<Tensor[]>(GRADIENT, { ...operands, dCosine }, attributes);
    const names = [...OPERANDS.filter((name) => name !== attributes.frozen), 'attended'];
    return Object.fromEntries(gradients.map((gradient, i) => [names[i], gradient])) as never;
  }
  return tidy(
    () => composedGradient(operands, attributes, dCosine) as kernels.GatedCosineGradients<Tensor> & NamedTensorMap,
  );
}

/** The operands' names in the order of the gradient kernel's results. */
const OPERANDS = [
  'attention',
  'query',
  'queryGate',
  'queryCandidate',
  'context',
  'contextGate',
  'contextCandidate',
] as const satisfies readonly (keyof GatedCosineOperands)[];

// #region factored
/** Gate, candidate, updated query and attended context of every pair: four tensors [X, U, D]. */
function compose(operands: GatedCosineOperands, { candidate }: kernels.GatedCosineAttributes) {
  const { attention, query, queryGate, queryCandidate, context, contextGate, contextCandidate } = operands;
  const attended = matMul(attention, context);
  const gate = sigmoid(add(matMul(attention, contextGate), queryGate));
  const argument = add(matMul(attention, contextCandidate), queryCandidate);
  const cell = candidate === 'tanh' ? tanh(argument) : sigmoid(argument);
  const updated = add(query, mul(gate, sub(cell, query)));
  return { attended, gate, cell, updated };
}
// #endregion factored

function composedGradient(operands: GatedCosineOperands, attributes: kernels.GatedCosineAttributes, dCosine: Tensor) {
  const { attention, query, context, contextGate, contextCandidate } = operands;
  const { attended, gate, cell, updated } = compose(operands, attributes);
  const { left: dUpdated, right: dAttended } = cosineGradient(updated, attended, dCosine);
  const cellSlope = attributes.candidate === 'tanh' ? sub(1, square(cell)) : mul(cell, sub(1, cell));
  const dGate = mul(mul(dUpdated, sub(cell, query)), mul(gate, sub(1, gate)));
  const dCell = mul(mul(dUpdated, gate), cellSlope);
  const dAttention = add(
    add(matMul(dAttended, context, false, true), matMul(dGate, contextGate, false, true)),
    matMul(dCell, contextCandidate, false, true),
  );
  return {
    attention: dAttention,
    ...(attributes.frozen !== 'query' && { query: sum(mul(dUpdated, sub(1, gate)), 0) }),
    queryGate: sum(dGate, 0),
    queryCandidate: sum(dCell, 0),
    ...(attributes.frozen !== 'context' && { context: matMul(attention, dAttended, true) }),
    contextGate: matMul(attention, dGate, true),
    contextCandidate: matMul(attention, dCell, true),
  };
}
