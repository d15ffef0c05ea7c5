import { checkShape } from '@rs-sam/foundation/errors';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { GruBiasError } from './gru-bias-error';

/** Turns a word and the state before it into the pre-activation of gates, P numbers wide. */
export interface GatePart {
  /** Multiplies the word, `[I, P]`. */
  readonly kernel: Tensor2D;
  /** Multiplies the state, `[H, P]`. */
  readonly recurrentKernel: Tensor2D;
  /** `[P]`. */
  readonly bias: Tensor1D;
  /** The second bias `[P]`, on the recurrent side; only in the `resetAfter` convention. */
  readonly recurrentBias?: Tensor1D;
}

/**
 * The weights of one direction of a GRU with H units and I numbers per word.
 *
 * Gates and candidate are separate tensors because they are multiplied separately: a column slice of a 2048 × 6144 kernel costs more
 * than the product with it.
 */
export interface GruWeights {
  /** Update gate z, then reset gate r: P = 2H. */
  readonly gates: GatePart;
  /** Candidate state: P = H. */
  readonly candidate: GatePart;
}

/** The weights of both directions. */
export interface BidirectionalGruWeights {
  readonly forward: GruWeights;
  readonly backward: GruWeights;
}

/** The sizes that determine the shapes of the weights. */
export interface GruSize {
  /** Numbers in a word, I. */
  readonly inputDim: number;
  /** Numbers in a state, H. */
  readonly units: number;
  /** Whether there is a second bias. */
  readonly resetAfter: boolean;
}

/** Name (`gates/kernel` and so on) and shape of a weight. */
export interface GruWeightSpec {
  readonly name: string;
  readonly shape: [number] | [number, number];
}

/** Name and shape of every weight of one direction, in the order of {@link listGruWeights}. */
export function gruWeightSpecs({ inputDim, units, resetAfter }: GruSize): GruWeightSpec[] {
  return (['gates', 'candidate'] as const).flatMap((part) => {
    const width = part === 'gates' ? 2 * units : units;
    const specs: GruWeightSpec[] = [
      { name: `${part}/kernel`, shape: [inputDim, width] },
      { name: `${part}/recurrentKernel`, shape: [units, width] },
      { name: `${part}/bias`, shape: [width] },
    ];
    return resetAfter ? [...specs, { name: `${part}/recurrentBias`, shape: [width] }] : specs;
  });
}

/** The weights of one direction as a list: gates, then candidate; for each of them kernel, recurrent kernel, bias, recurrent bias. */
export function listGruWeights({ gates, candidate }: GruWeights): Tensor[] {
  return [gates, candidate].flatMap(({ kernel, recurrentKernel, bias, recurrentBias }) =>
    recurrentBias === undefined ? [kernel, recurrentKernel, bias] : [kernel, recurrentKernel, bias, recurrentBias],
  );
}

/** The inverse of {@link listGruWeights}. */
export function gruWeightsFromList(tensors: readonly Tensor[]): GruWeights {
  const half = tensors.length / 2;
  return { gates: part(tensors.slice(0, half)), candidate: part(tensors.slice(half)) };
}

/** Throws `ShapeMismatchError` unless the weights have that size, `GruBiasError` unless they have the biases of the convention. */
export function checkGruWeights(direction: string, weights: GruWeights, size: GruSize): void {
  const tensors = listGruWeights(weights);
  const specs = gruWeightSpecs(size);
  if (tensors.length !== specs.length) throw new GruBiasError(direction, size.resetAfter);
  specs.forEach(({ name, shape }, i) => {
    checkShape(
      `${direction} ${name}`,
      (tensors[i] as Tensor).shape,
      shape,
      'The sizes of weights and words have to agree.',
    );
  });
}

function part([kernel, recurrentKernel, bias, recurrentBias]: readonly Tensor[]): GatePart {
  const one = { kernel, recurrentKernel, bias } as GatePart;
  return recurrentBias === undefined ? one : { ...one, recurrentBias: recurrentBias as Tensor1D };
}
