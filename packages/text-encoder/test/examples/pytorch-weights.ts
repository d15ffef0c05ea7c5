import { CaptionEncoder } from '@rs-sam/text-encoder';
import { gruWeightsFromTorch, listGruWeights } from '@rs-sam/text-encoder/gru';
import '@tensorflow/tfjs-backend-cpu';
import { randomUniform, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

const [vocabularySize, embeddingDim, units] = [9, 3, 4];

// Of a checkpoint: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0; for the backward direction, the same with _reverse.
const direction = () =>
  gruWeightsFromTorch({
    weightIh: randomUniform([3 * units, embeddingDim]) as Tensor2D,
    weightHh: randomUniform([3 * units, units]) as Tensor2D,
    biasIh: randomUniform([3 * units]) as Tensor1D,
    biasHh: randomUniform([3 * units]) as Tensor1D,
  });
const embeddings = randomUniform([vocabularySize, embeddingDim]);

const encoder = new CaptionEncoder({ vocabularySize, embeddingDim, units, resetAfter: true });
encoder.build([null, null]);
encoder.setWeights([embeddings, ...listGruWeights(direction()), ...listGruWeights(direction())]);
console.log(encoder.countParams()); // 243
