import { slice, type Tensor, type Tensor1D, type Tensor2D, tidy, unstack } from '@tensorflow/tfjs-core';
import { type GruWeights, gruWeightsFromList } from './gru-weights';

/** A GRU's weights as Keras and tfjs-layers keep them: gates side by side in the order z, r, h. */
export interface KerasGruWeights {
  /** `[I, 3H]`. */
  readonly kernel: Tensor2D;
  /** `[H, 3H]`. */
  readonly recurrentKernel: Tensor2D;
  /** `[3H]`, or `[2, 3H]` (input, recurrent) for `reset_after`. */
  readonly bias: Tensor1D | Tensor2D;
}

/** Weights in Keras' layout as ours. The tensors are new; the caller disposes of both. */
export function gruWeightsFromKeras({ kernel, recurrentKernel, bias }: KerasGruWeights): GruWeights {
  const units = recurrentKernel.shape[0];
  const tensors = tidy(() => {
    const biases: Tensor[] = bias.rank === 1 ? [bias] : unstack(bias);
    const part = (begin: number, width: number): Tensor[] => [
      ...[kernel, recurrentKernel].map((matrix) => slice(matrix, [0, begin], [-1, width])),
      ...biases.map((vector) => slice(vector, begin, width)),
    ];
    return [...part(0, 2 * units), ...part(2 * units, units)];
  });
  return gruWeightsFromList(tensors);
}
