import {
  add,
  getBackend,
  matMul,
  ones,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import type { GateWeights } from '../operands/gate-weights';
import { type Half, halvesGradient, timesHalf, timesHalfPlus } from './half-products';
import { rowsOf, type Side } from './side';
import type { SideGradients, TileGradients } from './tile-gradient';

/**
 * Turns the gradients of the sides into those of the inputs of `scorePairs`, in their order: the weights, then the features of each side
 * that is not frozen.
 */
export function inputGradients(
  sides: { readonly query: Side; readonly context: Side },
  gradients: TileGradients,
  weights: GateWeights | undefined,
): Tensor[] {
  const result: Tensor[] = [];
  const { attended } = gradients;
  if (weights !== undefined) {
    const kernel = (part: 'gate' | 'candidate'): Tensor2D =>
      halvesGradient({
        upper: rowsOf(sides.query.features),
        dUpper: rowsOf(gradients.query[part] as Tensor3D),
        lower: attended?.features ?? rowsOf(sides.context.features),
        dLower: attended?.[part] ?? rowsOf(gradients.context[part] as Tensor3D),
      });
    // A product with ones, which is fast on every engine but webgpu; wasm transposes before it sums over the first axis.
    const bias = (part: 'gate' | 'candidate'): Tensor1D => {
      const rows = rowsOf(gradients.query[part] as Tensor3D);
      if (getBackend() === 'webgpu') return sum(rows, 0);
      return reshape(matMul(ones([1, rows.shape[0]]), rows), [-1]);
    };
    result.push(kernel('gate'), bias('gate'), kernel('candidate'), bias('candidate'));
  }
  for (const [side, half] of [
    [gradients.query, 'upper'],
    [gradients.context, 'lower'],
  ] as const) {
    if (side.features !== undefined) result.push(throughGate(side.features, side, weights, half));
  }
  return result;
}

/** The gradient of the features: the direct one plus the one through their parts of the gate and of the candidate. */
function throughGate(
  features: Tensor3D,
  { gate, candidate }: SideGradients,
  weights: GateWeights | undefined,
  half: Half,
): Tensor3D {
  if (weights === undefined || gate === undefined || candidate === undefined) return features;
  const ofGate = timesHalf(rowsOf(gate), weights.gateKernel, half, true);
  const both = timesHalfPlus(rowsOf(candidate), weights.candidateKernel, half, ofGate, true);
  return reshape(add(rowsOf(features), both), features.shape);
}
