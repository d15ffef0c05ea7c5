import { checkShape } from '@rs-sam/foundation/errors';
import { slice, type Tensor, type Tensor1D, type Tensor2D, tidy, unstack } from '@tensorflow/tfjs-core';
import { type GruWeights, gruWeightsFromList } from './gru-weights';

/** The weights of a GRU in the layout of Keras and tfjs-layers: gates side by side in the order z, r, h. */
export interface KerasGruWeights {
  /** `[I, 3H]`. */
  readonly kernel: Tensor2D;
  /** `[H, 3H]`. */
  readonly recurrentKernel: Tensor2D;
  /** `[3H]`, or `[2, 3H]` (input, recurrent) for `reset_after`. */
  readonly bias: Tensor1D | Tensor2D;
}

const REMEDY = 'Pass the weights of one direction of one GRU, with three gates side by side.';

/**
 * Weights in Keras' layout as `GruWeights`. The tensors are new; the caller disposes of both.
 *
 * @throws ShapeMismatchError
 */
export function gruWeightsFromKeras({ kernel, recurrentKernel, bias }: KerasGruWeights): GruWeights {
  const units = recurrentKernel.shape[0];
  const width = 3 * units;
  checkShape('recurrentKernel', recurrentKernel.shape, [units, width], REMEDY);
  checkShape('kernel', kernel.shape, [null, width], REMEDY);
  checkShape('bias', bias.shape, bias.rank === 1 ? [width] : [2, width], REMEDY);
  const tensors = tidy(() => {
    const biases: Tensor[] = bias.rank === 1 ? [bias] : unstack(bias);
    const part = (begin: number, columns: number): Tensor[] => [
      ...[kernel, recurrentKernel].map((matrix) => slice(matrix, [0, begin], [-1, columns])),
      ...biases.map((vector) => slice(vector, begin, columns)),
    ];
    return [...part(0, 2 * units), ...part(2 * units, units)];
  });
  return gruWeightsFromList(tensors);
}
