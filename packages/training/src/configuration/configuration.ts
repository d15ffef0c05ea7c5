import { NEGATIVES, type Negatives } from '@rs-sam/core';
import type { ModelDefinition, ModelOption } from '@rs-sam/models';
import { modelDefinition, modelDefinitions } from '@rs-sam/models';
import * as v from 'valibot';
import { ConfigurationError } from './configuration-error';

const whole = (least: number) => {
  const expected = `a whole number from ${least} on`;
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(least, expected));
};
const number = (expected: string, holds: (value: number) => boolean) =>
  v.pipe(
    v.number(expected),
    v.check((value) => Number.isFinite(value) && holds(value), expected),
  );
const positive = number('a number above 0', (value) => value > 0);
const share = number('a number from 0 to 1', (value) => value >= 0 && value <= 1);
const flag = v.boolean('true or false');
const option = v.union([v.string(), v.number(), v.boolean(), v.null()], 'a string, a number, true, false or null');
const part = v.pipe(v.string('the name of a part of the split'), v.minLength(1, 'the name of a part of the split'));

const decay = v.nullable(
  v.variant(
    'kind',
    [
      v.strictObject({ kind: v.literal('step'), every: whole(1), factor: share }),
      v.strictObject({ kind: v.literal('cosine'), floor: share }),
    ],
    "null, {kind: 'step', every, factor} or {kind: 'cosine', floor}",
  ),
);

const schema = v.strictObject({
  model: v.string('the name of a model'),
  options: v.record(v.string(), option),
  optimizer: v.picklist(['adam', 'sgd'], "'adam' or 'sgd'"),
  momentum: number('a number from 0 to below 1', (value) => value >= 0 && value < 1),
  learningRate: positive,
  warmUpSteps: whole(0),
  decay,
  batchSize: whole(2),
  epochs: whole(1),
  margin: number('a number that is not negative', (value) => value >= 0),
  negatives: v.picklist(NEGATIVES, "'instance', 'class' or 'instance+class'"),
  gradientClip: v.nullable(positive),
  seed: whole(0),
  patience: v.nullable(whole(1)),
  imagesPerClass: v.nullable(whole(1)),
  augment: flag,
  minCount: whole(1),
  wordVectors: v.nullable(v.pipe(v.string('the path of a file'), v.minLength(1, 'the path of a file'))),
  trainingPart: part,
  validationPart: v.nullable(part),
});

/** Everything that a training run depends on besides its data: plain JSON. */
export interface TrainingConfiguration {
  /** A name of the registry, as `sam-t2i`. */
  readonly model: string;
  /** Options of the model that differ from its defaults. */
  readonly options: Readonly<Record<string, ModelOption>>;
  readonly optimizer: 'adam' | 'sgd';
  /** μ of SGD; 0 with Adam. */
  readonly momentum: number;
  readonly learningRate: number;
  /** Steps over which the learning rate rises linearly; 0 for none. */
  readonly warmUpSteps: number;
  /** How it falls; null: not at all. `every` counts epochs. */
  readonly decay:
    | { readonly kind: 'step'; readonly every: number; readonly factor: number }
    | { readonly kind: 'cosine'; readonly floor: number }
    | null;
  /** Pairs in a batch. */
  readonly batchSize: number;
  readonly epochs: number;
  /** β of eq. (18). */
  readonly margin: number;
  /** Which pairs push apart. */
  readonly negatives: Negatives;
  /** Upper limit of the gradients' joint norm; null: none. */
  readonly gradientClip: number | null;
  /** Of weights, batches, views and dropout. */
  readonly seed: number;
  /** Stop after so many epochs without a better validation mR; null: never. */
  readonly patience: number | null;
  /** Images of a class that stand together in a batch; null: as chance has it. */
  readonly imagesPerClass: number | null;
  /** Show one of the feature store's views of an image, in place of the image as it is. */
  readonly augment: boolean;
  /** How often a word has to occur in the training captions to be in the vocabulary. */
  readonly minCount: number;
  /** A file of word vectors in GloVe's format to start from; null: random. */
  readonly wordVectors: string | null;
  /** The part of the data set's split that is trained on. */
  readonly trainingPart: string;
  /** The part that chooses the best epoch; null: none is chosen, and the last one counts as the best. */
  readonly validationPart: string | null;
}

/** A configuration as people write it: the model, and what differs from how its authors trained it. */
export type PartialConfiguration = Partial<TrainingConfiguration> & Pick<TrainingConfiguration, 'model'>;

/**
 * The whole configuration: what is left out comes from how the model's authors trained it (`ModelDefinition.training`).
 *
 * @throws ConfigurationError names each field that is wrong, its value and what it may be.
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
        // Of a field that there is not, valibot calls the name the input.
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
    const expected = "0 with the optimizer 'adam', which has moments of its own";
    throw new ConfigurationError([{ field: 'momentum', value: configuration.momentum, expected }]);
  }
  return configuration;
}

/** How a model's authors trained it, and what they had no say in. */
function defaultConfiguration({ name, training }: ModelDefinition): TrainingConfiguration {
  const { decay: published, ...rest } = training;
  return {
    model: name,
    options: {},
    ...rest,
    decay: published === null ? null : { kind: 'step', ...published },
    momentum: 0,
    warmUpSteps: 0,
    seed: 1,
    patience: null,
    imagesPerClass: null,
    augment: false,
    minCount: 1,
    wordVectors: null,
    trainingPart: 'train',
    validationPart: 'val',
  };
}
