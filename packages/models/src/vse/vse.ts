import { l2Normalize } from '@rs-sam/core/operations';
import { flag, integer } from '@rs-sam/foundation/options';
import { maskOf } from '@rs-sam/text-encoder';
import { matMul, mean, type Tensor2D } from '@tensorflow/tfjs-core';
import { projectImages } from '../building-blocks/image-projection';
import { glorotLinear } from '../building-blocks/linear';
import { lastWord, textBranch, textRules } from '../building-blocks/text-branch';
import { WeightList } from '../building-blocks/weight-list';
import { defaultsOf, option, resolveModelOptions } from '../contract/model-options';
import type { ModelDefinition } from '../contract/retrieval-model';
import { SCAN_TRAINING } from '../scan/scan-training';

const rules = {
  dim: option(1024, integer(1)),
  ...textRules,
  bidirectional: option(false, flag),
  normalizeFeatures: option(true, flag),
};

/**
 * VSE++: `v = l2(W l2(f) + b)`, f the mean of an image's regions; `t = l2(h)`, h the GRU's state at the last word; `S = v·t`
 * (Faghri et al., BMVC 2018). The ++ means a loss of hardest negatives.
 */
export const vsePlusPlus: ModelDefinition = {
  name: 'vse++',
  description: 'One vector for an image and one for a caption, hardest negatives (Faghri et al., BMVC 2018).',
  defaults: defaultsOf(rules),
  training: SCAN_TRAINING,
  create(given, { vocabularySize, pretrainedDim, tokenDim, regionDepth, seed }) {
    const options = resolveModelOptions('vse++', rules, given);
    const list = new WeightList(seed);
    const projection = glorotLinear(list, 'image', regionDepth, options.dim);
    const words = textBranch(list, { ...options, vocabularySize, pretrainedDim, tokenDim });
    return {
      name: 'vse++',
      dotProduct: true,
      weights: list.weights,
      pretrained: list.pretrained,
      tokenDim: list.tokenDim,
      encodeImages(regions) {
        const pooled = mean(regions, 1) as Tensor2D;
        return { vector: projectImages(options.normalizeFeatures ? l2Normalize(pooled) : pooled, projection) };
      },
      encodeTexts: (ids, training) => ({ vector: l2Normalize(lastWord(words(ids, training), maskOf(ids))) }),
      score: (images, texts) => matMul(images.vector as Tensor2D, texts.vector as Tensor2D, false, true),
      dispose: () => list.dispose(),
    };
  },
};
