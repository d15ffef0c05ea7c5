import type { Negatives } from '@rs-sam/core';
import type { ModelOption } from '@rs-sam/models';

/** All settings of a training, as plain JSON. */
export interface TrainingConfiguration {
  /** A name of the registry, such as `sam-t2i`. */
  readonly model: string;
  /** Options of the model that differ from its defaults. */
  readonly options: Readonly<Record<string, ModelOption>>;
  readonly optimizer: 'adam' | 'sgd';
  /** μ of SGD; 0 with Adam. */
  readonly momentum: number;
  readonly learningRate: number;
  /** Warm-up: steps over which the learning rate rises linearly; 0 for none. */
  readonly warmUpSteps: number;
  /** How the learning rate decays; null: constant. `every` counts epochs. */
  readonly decay:
    | { readonly kind: 'step'; readonly every: number; readonly factor: number }
    | { readonly kind: 'cosine'; readonly floor: number }
    | null;
  /** Number of pairs in a batch. */
  readonly batchSize: number;
  readonly epochs: number;
  /** β of eq. (18). */
  readonly margin: number;
  /** Which pairs are negatives of the triplet loss. */
  readonly negatives: Negatives;
  /** Weight of the triplet loss; 0 for none, where `infoNce` takes its place. */
  readonly tripletWeight: number;
  /** InfoNCE beside the triplet loss: its weight, and the temperature τ at the start, which is learned; null: none. */
  readonly infoNce: { readonly weight: number; readonly temperature: number } | null;
  /** Upper limit of the gradients' joint norm; null: none. */
  readonly gradientClip: number | null;
  /**
   * λ of AdamW: every step multiplies the model's kernels by 1 − η λ, with the learning rate η; biases, embeddings and the temperature do
   * not decay. 0 for none, and with SGD.
   */
  readonly weightDecay: number;
  /**
   * Decay d of an exponential moving average of the weights, θ̄ ← d θ̄ + (1 − d) θ, which validation and checkpoints use in place of the
   * weights of the last step; null: none. It averages over about 1 / (1 − d) steps, which should be fewer than an epoch or two has.
   */
  readonly ema: number | null;
  /** Seed of weights, batches, views and dropout. */
  readonly seed: number;
  /** Stop after this many epochs without improvement of the validation mR; null: never. */
  readonly patience: number | null;
  /** Maximum number of images of a class in a batch; null: random batches. */
  readonly imagesPerClass: number | null;
  /** Train on a random augmentation view of an image instead of the image as it is. In a run: only where the feature store has views. */
  readonly augment: boolean;
  /** Minimum number of occurrences in the training captions for a word to be in the vocabulary. */
  readonly minCount: number;
  /** File of initial word vectors, in GloVe's format; null: random vectors. */
  readonly wordVectors: string | null;
  /**
   * Pretrained words, whose vectors the model maps into its own and adds to learned ones, so that it can read words that it was not trained
   * on: `glove` for the table of `@rs-sam/pretrained`, a compact table, or a file in GloVe's format; null: learned vectors only.
   */
  readonly pretrainedWords: string | null;
  /**
   * Read misspelled words of the training captions as the words that are meant, see `findSpellings`; a word of `pretrainedWords`, or of `glove`
   * without them, is spelled right.
   */
  readonly foldSpelling: boolean;
  /**
   * A frozen text network, whose tokens are the words in place of an embedding and a GRU: `onnx:` and the path of an ONNX file, with its
   * settings in `<file>.json`, see `openTextNetwork`; null: words of the vocabulary.
   */
  readonly textNetwork: string | null;
  /** The part of the split that is trained on. */
  readonly trainingPart: string;
  /** The part of the split that chooses the best epoch; null: the last epoch counts as the best. */
  readonly validationPart: string | null;
}

/** A configuration as a user writes it: the model, and every value that differs from its authors' training. */
export type PartialConfiguration = Partial<TrainingConfiguration> & Pick<TrainingConfiguration, 'model'>;
