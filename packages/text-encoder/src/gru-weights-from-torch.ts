import { concat, split, stack, type Tensor1D, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';
import type { GruWeights } from './gru-weights';
import { gruWeightsFromKeras } from './gru-weights-from-keras';

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

/** PyTorch's weights as ours, for `resetAfter: true`. The tensors are new; the caller disposes of both. */
export function gruWeightsFromTorch({ weightIh, weightHh, biasIh, biasHh }: TorchGruWeights): GruWeights {
  const keras = tidy(() => ({
    kernel: transpose(updateFirst(weightIh)),
    recurrentKernel: transpose(updateFirst(weightHh)),
    bias: stack([updateFirst(biasIh), updateFirst(biasHh)]) as Tensor2D,
  }));
  const weights = gruWeightsFromKeras(keras);
  for (const tensor of Object.values(keras)) tensor.dispose();
  return weights;
}

function updateFirst<T extends Tensor1D | Tensor2D>(gates: T): T {
  const [reset, update, candidate] = split(gates, 3) as [T, T, T];
  return concat([update, reset, candidate]);
}
