import { tripletLoss } from '@rs-sam/core';
import { modelDefinition } from '@rs-sam/models';
import { gruWeightsFromTorch, listGruWeights } from '@rs-sam/text-encoder/gru';
import {
  cast,
  expandDims,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  transpose,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { type Comparison, compare } from './comparison';
import { type Fixture, type FixtureTensor, tensorOf } from './fixture';
import type { Runner } from './runner';
import { TOLERANCES } from './tolerances';

/** VSE++ from token ids to scores: the registered model with PyTorch's weights. */
export const vseModel: Runner = {
  kind: 'VSE++',
  covers: ({ inputs, weights }) => 'token_ids' in inputs && 'img.fc.weight' in weights && 'txt.embed.weight' in weights,
  async run(fixture) {
    return compareModel(fixture);
  },
};

function compareModel(fixture: Fixture): Comparison[] {
  const { config, expected } = fixture;
  const model = modelDefinition('vse++').create(
    {
      dim: config.embed_size as number,
      embeddingDim: config.word_dim as number,
      bidirectional: config.bidirectional as boolean,
      normalizeFeatures: false,
    },
    { vocabularySize: config.vocab_size as number, regionDepth: config.img_dim as number, regionCount: 1, seed: 1 },
  );
  const weights = inOurLayout((name) => tensorOf(fixture, 'weights', name));
  model.weights.forEach(({ name, variable }) => {
    variable.assign(weights[name] as Tensor);
  });
  const vectors = tensorFrom(tensorOf(fixture, 'inputs', 'images'));
  const images = expandDims(vectors, 1) as Tensor3D;
  const ids = cast<Tensor2D>(tensorFrom(tensorOf(fixture, 'inputs', 'token_ids')) as Tensor2D, 'int32');

  const scoresOf = () => model.score(model.encodeImages(images), model.encodeTexts(ids));
  const batch = images.shape[0];
  const { value, grads } = valueAndGrads(() =>
    tripletLoss(slice(scoresOf(), [0, 0], [batch, batch]), {
      margin: config.margin as number,
      reduce: config.max_violation === true ? 'hardest' : 'all',
    }),
  )([images, ...model.weights.map(({ variable }) => variable)]);

  const gradients = expected.gradients as Record<string, FixtureTensor>;
  const ofWeights = inOurLayout((name) => gradients[name] as FixtureTensor);
  return [
    compare('scores', scoresOf().dataSync(), tensorOf(fixture, 'expected', 'scores').data, TOLERANCES.scores),
    compare('loss', value.dataSync(), [expected.loss as number], TOLERANCES.loss),
    compare('gradient of images', (grads[0] as Tensor).dataSync(), gradients.images?.data ?? [], TOLERANCES.gradients),
    ...model.weights.map(({ name }, i) =>
      compare(
        `gradient of ${name}`,
        (grads[i + 1] as Tensor).dataSync(),
        (ofWeights[name] as Tensor).dataSync(),
        TOLERANCES.gradients,
      ),
    ),
  ];
}

/** PyTorch's weights, or their gradients, under the names and in the shapes of our model. */
function inOurLayout(lookup: (name: string) => FixtureTensor): Record<string, Tensor> {
  const gru = gruWeightsFromTorch({
    weightIh: tensorFrom(lookup('txt.rnn.weight_ih_l0')) as Tensor2D,
    weightHh: tensorFrom(lookup('txt.rnn.weight_hh_l0')) as Tensor2D,
    biasIh: tensorFrom(lookup('txt.rnn.bias_ih_l0')) as Tensor1D,
    biasHh: tensorFrom(lookup('txt.rnn.bias_hh_l0')) as Tensor1D,
  });
  const parts = ['gates', 'candidate'].flatMap((part) =>
    ['kernel', 'recurrentKernel', 'bias', 'recurrentBias'].map((name) => `text/forward/${part}/${name}`),
  );
  const list = listGruWeights(gru);
  return {
    'image/kernel': transpose(tensorFrom(lookup('img.fc.weight'))),
    'image/bias': tensorFrom(lookup('img.fc.bias')),
    'text/embeddings': tensorFrom(lookup('txt.embed.weight')),
    ...Object.fromEntries(parts.map((name, i) => [name, list[i] as Tensor])),
  };
}

function tensorFrom({ data, shape }: FixtureTensor): Tensor {
  return tensor([...data], [...shape], 'float32');
}
