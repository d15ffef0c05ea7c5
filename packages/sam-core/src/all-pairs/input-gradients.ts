import {
  add,
  concat,
  matMul,
  ones,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import type { GateWeights } from '../operands/gate-weights';
import { lowerHalf, rowsOf, type Side, upperHalf } from './side';
import type { Frozen, SideGradients, TileGradients } from './tile-gradient';

/**
 * Turns the gradients of the sides into those of the inputs of `scorePairs`, in their order: the weights, then the features of each side
 * that is not frozen.
 */
export function inputGradients(
  sides: { readonly query: Side; readonly context: Side },
  gradients: TileGradients,
  weights: GateWeights | undefined,
  frozen: Frozen,
): Tensor[] {
  const result: Tensor[] = [];
  if (weights !== undefined) {
    const kernel = (part: 'gate' | 'candidate'): Tensor2D =>
      concat<Tensor2D>([
        matMul<Tensor2D>(rowsOf(sides.query.features), rowsOf(gradients.query[part] as Tensor3D), true),
        matMul<Tensor2D>(rowsOf(sides.context.features), rowsOf(gradients.context[part] as Tensor3D), true),
      ]);
    // A product with ones, which is fast on every engine; wasm transposes before it sums over the first axis.
    const bias = (part: 'gate' | 'candidate'): Tensor1D => {
      const rows = rowsOf(gradients.query[part] as Tensor3D);
      return reshape(matMul(ones([1, rows.shape[0]]), rows), [-1]);
    };
    result.push(kernel('gate'), bias('gate'), kernel('candidate'), bias('candidate'));
  }
  if (!frozen.query) result.push(throughGate(gradients.query, weights, upperHalf));
  if (!frozen.context) result.push(throughGate(gradients.context, weights, lowerHalf));
  return result;
}

/** The gradient of the features: the direct one plus the one through their parts of the gate and of the candidate. */
function throughGate(
  { features, gate, candidate }: SideGradients,
  weights: GateWeights | undefined,
  half: (kernel: Tensor2D) => Tensor2D,
): Tensor3D {
  if (weights === undefined || gate === undefined || candidate === undefined) return features;
  const ofGate = matMul(rowsOf(gate), half(weights.gateKernel), false, true);
  const ofCandidate = matMul(rowsOf(candidate), half(weights.candidateKernel), false, true);
  return reshape(add(rowsOf(features), add(ofGate, ofCandidate)), features.shape);
}
