import { l2Normalize, type ModelDefinition } from '@rs-sam/core';
import { matMul, mean, type Tensor2D } from '@tensorflow/tfjs-core';
import { projectImages } from './image-projection';
import { glorotLinear } from './linear';
import { count, defaultsOf, flag, resolveOptions } from './option-schema';
import { SCAN_TRAINING } from './published-training';
import { lastWord, maskOf, textBranch } from './text-branch';
import { WeightList } from './weight-list';

const schema = {
  dim: count(1024),
  embeddingDim: count(300),
  bidirectional: flag(false),
  normalizeFeatures: flag(true),
};

/**
 * VSE++: `v = l2(W l2(f) + b)`, f the mean of an image's regions; `t = l2(h)`, h the GRU's state at the last word; `S = v·t`
 * (Faghri et al., BMVC 2018). A loss of hardest negatives is what the ++ stands for.
 */
export const vsePlusPlus: ModelDefinition = {
  name: 'vse++',
  description: 'One vector for an image and one for a caption, hardest negatives (Faghri et al., BMVC 2018).',
  defaults: defaultsOf(schema),
  training: SCAN_TRAINING,
  create(given, { vocabularySize, regionDepth, seed }) {
    const options = resolveOptions(schema, given);
    const list = new WeightList(seed);
    const projection = glorotLinear(list, 'image', regionDepth, options.dim);
    const words = textBranch(list, { ...options, vocabularySize });
    return {
      name: 'vse++',
      dotProduct: true,
      weights: list.weights,
      encodeImages(regions) {
        const pooled = mean(regions, 1) as Tensor2D;
        return { vector: projectImages(options.normalizeFeatures ? l2Normalize(pooled) : pooled, projection) };
      },
      encodeTexts: (ids) => ({ vector: l2Normalize(lastWord(words(ids), maskOf(ids))) }),
      score: (images, texts) => matMul(images.vector as Tensor2D, texts.vector as Tensor2D, false, true),
      dispose: () => list.dispose(),
    };
  },
};
