import type { Negatives } from '@rs-sam/core';
import type { Items } from '@rs-sam/core/tiles';
import type { UnseenVectors } from '@rs-sam/text-encoder/pretrained';
import type { Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs-core';

/**
 * The result of encoding some images or captions. Every tensor has the items on its first axis, so that an encoding can be
 * sliced, concatenated and disposed without knowing the model.
 */
export type Encoding = Items;

/** A weight and its name in a file. */
export interface NamedWeight {
  /** The same in every run, such as `alignment/gate_kernel`. */
  readonly name: string;
  readonly variable: Variable;
}

/** Options of an encoding. */
export interface EncodeOptions {
  /** Given in training only: the seed of this step's dropout. Default: no dropout. */
  readonly dropoutSeed?: number | undefined;
  /** Of texts: the vectors of words whose ids are `vocabularySize` and above, see `captionReader`. Default: no such words. */
  readonly unseen?: UnseenVectors | undefined;
  /** Of texts: the token z of each word, [B, N, tokenDim]; required by a model with `tokenDim`, see `encodeCaptions`. */
  readonly tokens?: Tensor3D | undefined;
}

/**
 * A retrieval model as training, evaluation and search use it: SAM and every baseline. Everything else of a model is private to its file.
 *
 * `encodeImages`, `encodeTexts` and `score` are differentiable in the weights, and run inside the caller's `tidy`.
 */
export interface RetrievalModel {
  /** Its name in the registry. */
  readonly name: string;
  /** Whether the score is the dot product of the encodings named `vector`, so that a vector index ranks exactly as the model does. */
  readonly dotProduct: boolean;
  /** The trainable variables, in a fixed order. */
  readonly weights: readonly NamedWeight[];
  /**
   * g [vocabularySize, pretrainedDim]: the pretrained vectors of the vocabulary, which training does not change and a checkpoint contains.
   * Absent in a model without `pretrainedDim`.
   */
  readonly pretrained?: NamedWeight | undefined;
  /** Numbers in a token that `encodeTexts` needs of each word; absent in a model without a text network. */
  readonly tokenDim?: number | undefined;
  /** @param regions F [B, K, D], the regions of some images. */
  encodeImages(regions: Tensor3D, options?: EncodeOptions): Encoding;
  /** @param ids int32 [B, N]; 0 is padding and does not change the result. */
  encodeTexts(ids: Tensor2D, options?: EncodeOptions): Encoding;
  /** S [B_i, B_t], every image with every caption; computed in tiles, so that memory does not grow with the number of pairs. */
  score(images: Encoding, texts: Encoding): Tensor2D;
  /** The attention of image p and caption p; absent where the model has no attention. */
  explain?(images: Encoding, texts: Encoding): readonly PairAttention[];
  /** Disposes the weights. */
  dispose(): void;
}

/** The attention of image b and caption b. */
export interface PairAttention {
  /**
   * [words, regions]: the attention between each real word and each region. Each row sums to 1, or is 0 if no region attends to the word.
   */
  readonly attention: readonly (readonly number[])[];
  readonly score: number;
}

/** The sizes of a model's inputs, and the seed of its weights. */
export interface ModelInputs {
  readonly vocabularySize: number;
  /** D: numbers in a region. */
  readonly regionDepth: number;
  /** K: regions in an image. */
  readonly regionCount: number;
  /**
   * Numbers in a pretrained word vector: the vector of a word is the map of its pretrained vector plus a learned one. Default: words have
   * learned vectors only.
   */
  readonly pretrainedDim?: number | undefined;
  /**
   * Numbers in a token of a frozen text network: words are a learned map of its tokens, and no embedding of a vocabulary is learned. Default:
   * an embedding and a GRU.
   */
  readonly tokenDim?: number | undefined;
  /** The same seed gives the same initial weights. */
  readonly seed: number;
}

/** How a model's authors trained it; a training configuration starts from these. */
export interface PublishedTraining {
  readonly optimizer: 'adam' | 'sgd';
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** β of the triplet loss. */
  readonly margin: number;
  /** Upper limit of the gradients' joint norm; null for none. */
  readonly gradientClip: number | null;
  /** The rate is multiplied by `factor` every `every` epochs; null for a constant rate. */
  readonly decay: { readonly every: number; readonly factor: number } | null;
  readonly negatives: Negatives;
}

/** An entry of the registry: a model by name, with its options. */
export interface ModelDefinition {
  /** `sam-t2i`, `scan-i2t-avg`, … */
  readonly name: string;
  /** The model and its publication, in one sentence. */
  readonly description: string;
  /** Every option with its default, as plain JSON. */
  readonly defaults: Readonly<Record<string, ModelOption>>;
  readonly training: PublishedTraining;
  /**
   * @param options Those that differ from the defaults.
   * @throws InvalidOptionError for an option that the model does not have, or a value it cannot take.
   */
  create(options: Readonly<Record<string, ModelOption>>, inputs: ModelInputs): RetrievalModel;
}

/** A value that an option of a model may have. */
export type ModelOption = string | number | boolean | null;
