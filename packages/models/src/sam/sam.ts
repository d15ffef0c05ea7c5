import { type Direction, SemanticAlignment } from '@rs-sam/core';
import { CaptionEncoder, maskOf } from '@rs-sam/text-encoder';
import { slice, type Tensor, type Tensor2D, type Tensor3D, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { LayerVariable, layers } from '@tensorflow/tfjs-layers';
import { dropout } from '../building-blocks/dropout';
import { tokenBranch } from '../building-blocks/token-branch';
import { WeightList, weightName } from '../building-blocks/weight-list';
import { wordInputs } from '../building-blocks/word-inputs';
import { savedWeights } from '../checkpoint/saved-weights';
import { defaultsOf, resolveModelOptions } from '../contract/model-options';
import type {
  EncodeOptions,
  Encoding,
  ModelDefinition,
  ModelInputs,
  NamedWeight,
  PairAttention,
  RetrievalModel,
} from '../contract/retrieval-model';
import { wordAttention } from '../cross-attention/word-attention';
import { type SamOptions, samRules } from './sam-options';

const DESCRIPTIONS: Readonly<Record<Direction, string>> = {
  t2i: 'SAM text-to-image (Cheng et al. 2021, eqs. 13–17): words attend to regions, a gate updates the words.',
  i2t: 'SAM image-to-text (Cheng et al. 2021, eqs. 5–12): regions attend to words, a gate updates the regions.',
};

/** SAM in one direction as a `RetrievalModel`, with the training values that the paper prints. */
export function samDefinition(direction: Direction): ModelDefinition {
  return {
    name: `sam-${direction}`,
    description: DESCRIPTIONS[direction],
    defaults: defaultsOf(samRules),
    training: {
      optimizer: 'sgd',
      learningRate: 5e-4,
      batchSize: 16,
      epochs: 120,
      margin: 0.2,
      gradientClip: null,
      decay: null,
      negatives: 'class',
    },
    create: (options, inputs) => new Sam(direction, resolveModelOptions(`sam-${direction}`, samRules, options), inputs),
  };
}

/** A caption encoder, or the map of a text network's tokens, for the words, the regions unchanged or projected, and the alignment module. */
class Sam implements RetrievalModel {
  readonly name: string;
  readonly dotProduct = false;
  readonly weights: readonly NamedWeight[];
  readonly pretrained: NamedWeight | undefined;
  readonly tokenDim: number | undefined;
  private readonly words: (ids: Tensor2D, options: EncodeOptions) => Tensor3D;
  private readonly alignment: SemanticAlignment;

  constructor(
    private readonly direction: Direction,
    private readonly options: SamOptions,
    inputs: ModelInputs,
  ) {
    this.name = `sam-${direction}`;
    const { projection, normalizeFeatures } = options;
    const { alpha, clip, normalizeOver, candidate, attention, gate } = options;
    const { regionDepth, regionCount, seed } = inputs;
    const units = projection ?? regionDepth;
    const text = textOf(options, inputs, units);
    this.words = text.words;
    this.pretrained = text.pretrained;
    this.tokenDim = inputs.tokenDim;
    this.alignment = new SemanticAlignment({
      ...{ direction, alpha, clip, normalizeOver, candidate, attention, gate, projection, normalizeFeatures },
      // With the text encoder's seed, the gate would repeat the encoder's first numbers.
      seed: seed + 7919,
      // The caller checks the scores when it reads them.
      checkFinite: false,
    });
    this.alignment.build([
      [null, regionCount, regionDepth],
      [null, null, units],
    ]);
    this.weights = [...text.weights, ...named('alignment', this.alignment, this.alignment.trainableWeights)];
  }

  encodeImages(regions: Tensor3D, { dropoutSeed }: EncodeOptions = {}): Encoding {
    const seed = dropoutSeed === undefined ? undefined : `${dropoutSeed} regions`;
    return tidy(() => ({
      regions: this.alignment.prepareRegions(dropout(regions, this.options.regionDropout, seed)),
    }));
  }

  encodeTexts(ids: Tensor2D, options: EncodeOptions = {}): Encoding {
    const { dropoutSeed } = options;
    const seed = dropoutSeed === undefined ? undefined : `${dropoutSeed} words`;
    return tidy(() => ({
      words: this.alignment.prepareWords(dropout(this.words(ids, options), this.options.wordDropout, seed)),
      mask: maskOf(ids),
    }));
  }

  score({ regions }: Encoding, { words, mask }: Encoding): Tensor2D {
    return this.alignment.scorePrepared(
      { regions: regions as Tensor3D, words: words as Tensor3D, wordMask: mask as Tensor2D },
      // Without a projection the regions depend on no weight.
      { frozenRegions: this.options.projection === null },
    );
  }

  explain({ regions }: Encoding, { words, mask }: Encoding): readonly PairAttention[] {
    const pairs = (regions as Tensor).shape[0] as number;
    return Array.from({ length: pairs }, (_, pair) =>
      this.explainPair(
        itemOf(regions as Tensor3D, pair),
        itemOf(words as Tensor3D, pair),
        itemOf(mask as Tensor2D, pair),
      ),
    );
  }

  private explainPair(regions: Tensor3D, words: Tensor3D, wordMask: Tensor2D): PairAttention {
    const found = this.alignment.explainPrepared({ regions, words, wordMask });
    const matrix = { weights: found.attention, queryRows: found.rows, contextRows: found.columns };
    const attention = wordAttention(matrix, this.direction, wordMask.dataSync());
    for (const tensor of [regions, words, wordMask]) tensor.dispose();
    return { score: found.score, attention };
  }

  dispose(): void {
    for (const { variable } of savedWeights(this)) variable.dispose();
  }
}

/** From ids to words [B, N, units], and the weights of that. */
function textOf(
  { embeddingDim, resetAfter, wordVectorDropout }: SamOptions,
  { vocabularySize, pretrainedDim, tokenDim, seed }: ModelInputs,
  units: number,
): Pick<RetrievalModel, 'weights' | 'pretrained'> & {
  readonly words: (ids: Tensor2D, options: EncodeOptions) => Tensor3D;
} {
  if (tokenDim !== undefined) {
    const list = new WeightList(seed);
    const words = tokenBranch(list, tokenDim, units);
    return { words, weights: list.weights };
  }
  const encoder = new CaptionEncoder({
    ...{ vocabularySize, embeddingDim, units, resetAfter, seed },
    ...(pretrainedDim !== undefined && { pretrainedDim }),
  });
  encoder.build([null, null]);
  const rate = pretrainedDim === undefined ? 0 : wordVectorDropout;
  const [pretrained] = named('text', encoder, encoder.nonTrainableWeights);
  return {
    words: (ids, options) => encoder.call(ids, wordInputs(ids, options, rate)) as Tensor3D,
    weights: named('text', encoder, encoder.trainableWeights),
    pretrained,
  };
}

/** Weights of a layer under names that do not depend on the other layers of the program. */
function named(part: string, layer: layers.Layer, weights: readonly LayerVariable[]): NamedWeight[] {
  return weights.map((weight) => ({
    name: `${part}/${weightName(layer, weight)}`,
    variable: weight.read() as Variable,
  }));
}

function itemOf<T extends Tensor>(tensor: T, item: number): T {
  return slice(tensor, [item, ...tensor.shape.slice(1).map(() => 0)], [1, ...tensor.shape.slice(1)]) as T;
}
