import { integer, orNull, rate } from '@rs-sam/foundation/options';
import { maskOf } from '@rs-sam/text-encoder';
import { dropout, mean, type Tensor2D, type Tensor3D, tanh } from '@tensorflow/tfjs-core';
import { type LinearWeights, linear, torchLinear } from '../building-blocks/linear';
import { meanWord, textBranch, textRules } from '../building-blocks/text-branch';
import { WeightList } from '../building-blocks/weight-list';
import { defaultsOf, option, resolveModelOptions } from '../contract/model-options';
import type { EncodeOptions, ModelDefinition } from '../contract/retrieval-model';
import { type FusionWeights, fusionImageVectors, fusionScores, fusionTextVectors } from './bilinear-fusion';

const rules = {
  dim: option(1024, integer(1)),
  ...textRules,
  sentenceDim: option<number | null>(
    null,
    orNull(integer(1), 'an integer of at least 1, or null for the value of dim'),
  ),
  fusionDim: option<number | null>(null, orNull(integer(1), 'an integer of at least 1, or null for the value of dim')),
  cores: option(20, integer(1)),
  dropout: option(0.25, rate),
};

/** The weights of MTFN besides its text encoder. */
export interface MtfnWeights {
  /** W_v [D, dim] */
  readonly image: LinearWeights;
  /** W_t [sentence, dim] */
  readonly text: LinearWeights;
  readonly fusion: FusionWeights;
}

/** `[v ; 1]`, `v = tanh(W_v drop(mean_i f_i))`: [B, K, D] to [B, dim + 1]. */
export function mtfnImageVectors(
  regions: Tensor3D,
  { image }: Pick<MtfnWeights, 'image'>,
  drop: Drop = keepAll,
): Tensor2D {
  return fusionImageVectors(tanh(linear(drop(mean(regions, 1) as Tensor2D), image)));
}

/** The caption's side of the fusion for `t = tanh(W_t drop(y))`: sentence vectors y [B, sentence] to [B, dim + 1]. */
export function mtfnTextVectors(sentences: Tensor2D, { text, fusion }: MtfnWeights, drop: Drop = keepAll): Tensor2D {
  return fusionTextVectors(tanh(linear(drop(sentences), text)), fusion);
}

/** A function that is applied to a vector in training. */
type Drop = (x: Tensor2D) => Tensor2D;

const keepAll: Drop = (x) => x;

/**
 * MTFN: `S = σ(w · Σ_r (A_r v + a_r) ∘ (B_r t + b_r) + b)` (Wang et al., ACM MM 2019), R = 20 cores, computed as a bilinear form. The
 * authors' sentence vectors are skip-thoughts, whose weights are no longer available: here the sentence vector is the mean of the words of
 * the bidirectional GRU that the other models use.
 */
export const mtfn: ModelDefinition = {
  name: 'mtfn',
  description: 'Multi-modal tensor fusion of one vector for each side (Wang et al., ACM MM 2019).',
  defaults: defaultsOf(rules),
  training: {
    optimizer: 'adam',
    learningRate: 1e-4,
    batchSize: 128,
    epochs: 120,
    margin: 0.2,
    gradientClip: null,
    decay: { every: 100, factor: 0.1 },
    negatives: 'instance',
  },
  create(given, { vocabularySize, pretrainedDim, tokenDim, regionDepth, seed }) {
    const options = resolveModelOptions('mtfn', rules, given);
    const { dim, cores } = options;
    const sentenceDim = options.sentenceDim ?? dim;
    const fusionDim = options.fusionDim ?? dim;
    const list = new WeightList(seed);
    const words = textBranch(list, { ...options, vocabularySize, pretrainedDim, tokenDim, dim: sentenceDim });
    const limit = 1 / Math.sqrt(fusionDim);
    const weights: MtfnWeights = {
      image: torchLinear(list, 'image', regionDepth, dim),
      text: torchLinear(list, 'text/projection', sentenceDim, dim),
      fusion: {
        image: torchLinear(list, 'fusion/image', dim, cores * fusionDim),
        text: torchLinear(list, 'fusion/text', dim, cores * fusionDim),
        classifier: list.uniform('classifier/kernel', [fusionDim], limit),
        bias: list.uniform('classifier/bias', [1], limit),
      },
    };
    return {
      name: 'mtfn',
      dotProduct: false,
      weights: list.weights,
      pretrained: list.pretrained,
      tokenDim: list.tokenDim,
      encodeImages: (regions, training) => ({ vector: mtfnImageVectors(regions, weights, dropper(training, 0)) }),
      encodeTexts(ids, training) {
        const sentences = meanWord(words(ids, training), maskOf(ids));
        return { vector: mtfnTextVectors(sentences, weights, dropper(training, 1)) };
      },
      score: (images, texts) => fusionScores(images.vector as Tensor2D, texts.vector as Tensor2D),
      dispose: () => list.dispose(),
    };

    /** Each side has its own seed of dropout, derived from the step's seed. */
    function dropper(training: EncodeOptions | undefined, side: 0 | 1): Drop {
      const step = training?.dropoutSeed;
      return step === undefined ? keepAll : (x) => dropout(x, options.dropout, undefined, 2 * step + side) as Tensor2D;
    }
  },
};
