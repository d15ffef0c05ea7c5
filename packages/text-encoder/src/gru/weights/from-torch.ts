import { checkShape } from '@rs-sam/foundation/errors';
import { concat, split, stack, type Tensor1D, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';
import { gruWeightsFromKeras } from './from-keras';
import type { GruWeights } from './gru-weights';

/** The weights of one direction of `torch.nn.GRU`: gates below each other in the order r, z, n. */
export interface TorchGruWeights {
  /** `weight_ih_l0` `[3H, I]`. */
  readonly weightIh: Tensor2D;
  /** `weight_hh_l0` `[3H, H]`. */
  readonly weightHh: Tensor2D;
  /** `bias_ih_l0` `[3H]`. */
  readonly biasIh: Tensor1D;
  /** `bias_hh_l0` `[3H]`. */
  readonly biasHh: Tensor1D;
}

const REMEDY = 'Pass the weights of one direction of one torch.nn.GRU, with three gates below each other.';

/**
 * PyTorch's weights as `GruWeights`, for `resetAfter: true`. The tensors are new; the caller disposes of both.
 *
 * @throws ShapeMismatchError
 */
export function gruWeightsFromTorch({ weightIh, weightHh, biasIh, biasHh }: TorchGruWeights): GruWeights {
  const units = weightHh.shape[1];
  const width = 3 * units;
  checkShape('weightHh', weightHh.shape, [width, units], REMEDY);
  checkShape('weightIh', weightIh.shape, [width, null], REMEDY);
  checkShape('biasIh', biasIh.shape, [width], REMEDY);
  checkShape('biasHh', biasHh.shape, [width], REMEDY);
  const keras = tidy(() => ({
    kernel: transpose(updateFirst(weightIh)),
    recurrentKernel: transpose(updateFirst(weightHh)),
    bias: stack([updateFirst(biasIh), updateFirst(biasHh)]) as Tensor2D,
  }));
  const weights = gruWeightsFromKeras(keras);
  for (const tensor of Object.values(keras)) tensor.dispose();
  return weights;
}

/** The gates in Keras' order: update before reset. */
function updateFirst<T extends Tensor1D | Tensor2D>(gates: T): T {
  const [reset, update, candidate] = split(gates, 3) as [T, T, T];
  return concat([update, reset, candidate]);
}
