import {
  add,
  concat,
  customGrad,
  type GradSaveFunc,
  matMul,
  ones,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from './alignment-options';
import { type GateWeights, listOf } from './gate-weights';
import {
  contextSide,
  type Frozen,
  lowerHalf,
  querySide,
  type Side,
  type SideGradients,
  tensorsOf,
  upperHalf,
} from './side';
import type { TileGradients } from './tile';
import { scoreSides, scoreSidesGradient } from './tiling';

/** Two sides to score against each other, in the roles that the direction gives them. */
export interface PairOperands {
  /** [Y, q, D] the side that attends. */
  readonly query: Tensor3D;
  /** [X, c, D] the side attended to. */
  readonly context: Tensor3D;
  /** [Y, q] */
  readonly queryMask?: Tensor2D | undefined;
  /** [X, c] */
  readonly contextMask?: Tensor2D | undefined;
  /** Absent when the gate is off. */
  readonly weights?: GateWeights | undefined;
}

/**
 * The score of every query item with every context item, [X, Y], differentiable in the weights and in the sides that are not frozen.
 *
 * What a tile computes is thrown away and computed anew in the backward pass, so memory grows with the number of items and
 * not with the number of pairs.
 */
export function scorePairs(operands: PairOperands, options: ResolvedAlignmentOptions, frozen: Frozen = {}): Tensor2D {
  const { weights } = operands;
  const differentiable: Tensor[] = weights === undefined ? [] : [...listOf(weights)];
  if (!frozen.query) differentiable.push(operands.query);
  if (!frozen.context) differentiable.push(operands.context);
  if (differentiable.length === 0) return tidy(() => scoreSides(...sidesOf(operands), options));

  const operation = customGrad((...inputs) => {
    const save = inputs[inputs.length - 1] as GradSaveFunc;
    const [query, context] = sidesOf(operands);
    const [ofQuery, ofContext] = [Object.values(tensorsOf(query)), Object.values(tensorsOf(context))];
    save([...ofQuery, ...ofContext]);
    return {
      value: scoreSides(query, context, options),
      gradFunc: (dScores: Tensor, saved: Tensor[]): Tensor[] =>
        tidy(() => {
          const keptQuery = restored(query, saved.slice(0, ofQuery.length));
          const keptContext = restored(context, saved.slice(ofQuery.length));
          const gradients = scoreSidesGradient(keptQuery, keptContext, options, dScores as Tensor2D, frozen);
          return inputGradients(keptQuery, keptContext, gradients, operands, frozen);
        }),
    };
  });
  return operation(...differentiable) as Tensor2D;
}

function sidesOf({ query, context, queryMask, contextMask, weights }: PairOperands): [Side, Side] {
  return [querySide(query, queryMask, weights), contextSide(context, contextMask, weights)];
}

/** The side with the tensors that were kept in the place of its own, which are gone by the time of the backward pass. */
function restored(side: Side, kept: readonly Tensor[]): Side {
  const names = Object.keys(tensorsOf(side));
  return { ...side, ...Object.fromEntries(names.map((name, i) => [name, kept[i]])) };
}

/** From the gradients of the sides to those of weights and features, in the order of the differentiable inputs. */
function inputGradients(
  query: Side,
  context: Side,
  gradients: TileGradients,
  { query: queryInput, context: contextInput, weights }: PairOperands,
  frozen: Frozen,
): Tensor[] {
  const result: Tensor[] = [];
  if (weights !== undefined) {
    const kernel = (part: 'gate' | 'candidate'): Tensor2D =>
      concat<Tensor2D>([
        matMul<Tensor2D>(query.features, gradients.query[part] as Tensor2D, true),
        matMul<Tensor2D>(context.features, gradients.context[part] as Tensor2D, true),
      ]);
    // A product with ones, which every engine does fast; a sum over the first axis is transposed on wasm.
    const bias = (part: 'gate' | 'candidate'): Tensor1D => {
      const rows = gradients.query[part] as Tensor2D;
      return reshape(matMul(ones([1, rows.shape[0]]), rows), [-1]);
    };
    result.push(kernel('gate'), bias('gate'), kernel('candidate'), bias('candidate'));
  }
  if (!frozen.query) result.push(reshape(throughGate(gradients.query, weights, upperHalf), queryInput.shape));
  if (!frozen.context) result.push(reshape(throughGate(gradients.context, weights, lowerHalf), contextInput.shape));
  return result;
}

/** What features get directly, and what they get through their part of the gate's and the candidate's argument. */
function throughGate(
  { features, gate, candidate }: SideGradients,
  weights: GateWeights | undefined,
  half: (kernel: Tensor2D) => Tensor2D,
): Tensor2D {
  if (weights === undefined || !gate || !candidate) return features;
  const ofGate = matMul(gate, half(weights.gateKernel), false, true);
  const ofCandidate = matMul(candidate, half(weights.candidateKernel), false, true);
  return add(features, add(ofGate, ofCandidate));
}
