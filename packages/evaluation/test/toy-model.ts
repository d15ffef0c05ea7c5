import type { ModelDefinition } from '@rs-sam/models';
import { matMul, mean, oneHot, type Rank, sum, type Tensor2D, tidy, variable, zeros } from '@tensorflow/tfjs-core';

/** A minimal model: a vector for each word; the score compares their sum with the mean region. */
export const toyDefinition: ModelDefinition = {
  name: 'toy',
  description: 'A vector for each word.',
  defaults: {},
  training: {
    ...{ optimizer: 'adam', learningRate: 0.1, batchSize: 6, epochs: 1, margin: 0.2 },
    ...{ gradientClip: null, decay: null, negatives: 'instance' },
  },
  create(_, { vocabularySize, regionDepth }) {
    const vectors = variable<Rank.R2>(zeros([vocabularySize, regionDepth]));
    return {
      name: 'toy',
      dotProduct: true,
      weights: [{ name: 'vectors', variable: vectors }],
      encodeImages: (regions) => ({ vector: mean(regions, 1) }),
      encodeTexts: (ids) => ({
        vector: tidy(() => matMul<Tensor2D>(sum(oneHot(ids, vocabularySize), 1), vectors)),
      }),
      score: (images, texts) => matMul(images.vector as Tensor2D, texts.vector as Tensor2D, false, true),
      dispose: () => vectors.dispose(),
    };
  },
};
