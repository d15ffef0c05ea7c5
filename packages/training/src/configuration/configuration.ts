import { NEGATIVES, type Negatives } from '@rs-sam/core';
import { flag, integer, nonNegative, number, oneOf, positive, rate, share, text } from '@rs-sam/foundation/options';
import type { ModelDefinition, ModelOption } from '@rs-sam/models';
import { modelDefinition, modelDefinitions } from '@rs-sam/models';
import * as v from 'valibot';
import { ConfigurationError } from './configuration-error';

const option = v.union([v.string(), v.number(), v.boolean(), v.null()], 'a string, a number, true, false or null');
const part = text('the name of a part of the split');

const decay = v.nullable(
  v.variant(
    'kind',
    [
      v.strictObject({ kind: v.literal('step'), every: integer(1), factor: share }),
      v.strictObject({ kind: v.literal('cosine'), floor: share }),
    ],
    "null, {kind: 'step', every, factor} or {kind: 'cosine', floor}",
  ),
);

const infoNce = v.nullable(
  v.strictObject(
    { weight: positive, temperature: number('a number of at least 0.01', (value) => value >= 0.01) },
    'null or {weight, temperature}',
  ),
);

const schema = v.strictObject({
  model: v.string('the name of a model'),
  options: v.record(v.string(), option),
  optimizer: oneOf(['adam', 'sgd']),
  momentum: rate,
  learningRate: positive,
  warmUpSteps: integer(0),
  decay,
  batchSize: integer(2),
  epochs: integer(1),
  margin: nonNegative,
  negatives: oneOf(NEGATIVES),
  tripletWeight: nonNegative,
  infoNce,
  gradientClip: v.nullable(positive),
  weightDecay: nonNegative,
  ema: v.nullable(number('null or a number above 0 and below 1', (value) => value > 0 && value < 1)),
  seed: integer(0),
  patience: v.nullable(integer(1)),
  imagesPerClass: v.nullable(integer(1)),
  augment: flag,
  minCount: integer(1),
  wordVectors: v.nullable(text('the path of a file')),
  pretrainedWords: v.nullable(text("'glove', or the path of a file")),
  foldSpelling: flag,
  textNetwork: v.nullable(
    v.pipe(
      v.string("null, or 'onnx:' and the path of an ONNX file"),
      v.regex(/^onnx:./, "'onnx:' and the path of an ONNX file"),
    ),
  ),
  trainingPart: part,
  validationPart: v.nullable(part),
});

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

/**
 * Completes a configuration: values that are left out come from the training of the model's authors (`ModelDefinition.training`).
 *
 * @throws ConfigurationError names each wrong field, its value and the accepted values.
 * @throws UnknownModelError lists the models.
 * @example
 * const configuration = resolveConfiguration({ model: 'sam-t2i', epochs: 3, options: { projection: 64 } });
 */
export function resolveConfiguration(
  given: unknown,
  registry: readonly ModelDefinition[] = modelDefinitions,
): TrainingConfiguration {
  const model = (given as { readonly model?: unknown } | null)?.model;
  if (typeof model !== 'string') {
    const expected = `the name of a model: ${registry.map(({ name }) => name).join(', ')}`;
    throw new ConfigurationError([{ field: 'model', value: model, expected }]);
  }
  const defaults = defaultConfiguration(modelDefinition(model, registry));
  const result = v.safeParse(schema, { ...defaults, ...(given as object) });
  if (!result.success) {
    throw new ConfigurationError(
      result.issues.map((issue) => ({
        field: v.getDotPath(issue) ?? '',
        // For an unknown field, valibot gives the name as the input.
        value: issue.expected === 'never' ? issue.path?.at(-1)?.value : issue.input,
        expected:
          issue.expected === 'never'
            ? `left out; the fields are ${Object.keys(schema.entries).join(', ')}`
            : issue.message,
      })),
    );
  }
  const configuration: TrainingConfiguration = result.output;
  if (configuration.optimizer === 'adam' && configuration.momentum !== 0) {
    const expected = "0 with the optimizer 'adam', which has its own moments";
    throw new ConfigurationError([{ field: 'momentum', value: configuration.momentum, expected }]);
  }
  if (configuration.optimizer === 'sgd' && configuration.weightDecay !== 0) {
    const expected = "0 with the optimizer 'sgd': it is the weight decay of AdamW";
    throw new ConfigurationError([{ field: 'weightDecay', value: configuration.weightDecay, expected }]);
  }
  if (configuration.tripletWeight === 0 && configuration.infoNce === null) {
    const expected = 'above 0 without infoNce, or there is no loss';
    throw new ConfigurationError([{ field: 'tripletWeight', value: 0, expected }]);
  }
  if (configuration.wordVectors !== null && configuration.pretrainedWords !== null) {
    const expected = 'null with pretrainedWords, beside which learned vectors start at 0';
    throw new ConfigurationError([{ field: 'wordVectors', value: configuration.wordVectors, expected }]);
  }
  if (configuration.textNetwork !== null) checkWithTextNetwork(configuration);
  if (configuration.validationPart === null && configuration.patience !== null) {
    const expected = 'null without a validation part, on which it counts epochs';
    throw new ConfigurationError([{ field: 'patience', value: configuration.patience, expected }]);
  }
  if (configuration.imagesPerClass !== null && configuration.imagesPerClass > configuration.batchSize) {
    const expected = `at most the batch size, ${configuration.batchSize}`;
    throw new ConfigurationError([{ field: 'imagesPerClass', value: configuration.imagesPerClass, expected }]);
  }
  return configuration;
}

/** The options of models that are of the embedding and the GRU alone. */
const VOCABULARY_OPTIONS = ['embeddingDim', 'wordVectorDropout', 'resetAfter', 'bidirectional'];

/** @throws ConfigurationError for what has no effect with a text network. */
function checkWithTextNetwork(configuration: TrainingConfiguration): void {
  const without = { minCount: 1, wordVectors: null, pretrainedWords: null, foldSpelling: false } as const;
  const problems = Object.entries(without).flatMap(([field, none]) => {
    const value = configuration[field as keyof typeof without];
    const expected = `${JSON.stringify(none)} with textNetwork, which reads every word as it is`;
    return value === none ? [] : [{ field, value, expected }];
  });
  const options = Object.entries(configuration.options).flatMap(([name, value]) => {
    const expected = 'left out with textNetwork, which takes the place of the embedding and the GRU';
    return VOCABULARY_OPTIONS.includes(name) ? [{ field: `options.${name}`, value, expected }] : [];
  });
  if (problems.length + options.length > 0) throw new ConfigurationError([...problems, ...options]);
}

/** Defaults of the fields that models' authors did not publish. */
const unpublishedDefaults = {
  momentum: 0,
  warmUpSteps: 0,
  tripletWeight: 1,
  infoNce: null,
  weightDecay: 0,
  ema: null,
  seed: 1,
  patience: null,
  imagesPerClass: null,
  augment: false,
  minCount: 1,
  wordVectors: null,
  pretrainedWords: null,
  foldSpelling: false,
  textNetwork: null,
  trainingPart: 'train',
  validationPart: 'val',
} as const;

/** The recorded configuration of a run with the fields that later versions added: it was trained with their defaults. */
export function completeConfiguration(recorded: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  // The recorded fields stay in their order.
  return { ...recorded, ...unpublishedDefaults, ...recorded };
}

/** The training of the model's authors, with defaults for everything else. */
function defaultConfiguration({ name, training }: ModelDefinition): TrainingConfiguration {
  const { decay: published, ...rest } = training;
  return {
    model: name,
    options: {},
    ...rest,
    decay: published === null ? null : { kind: 'step', ...published },
    ...unpublishedDefaults,
  };
}
