import type { ModelDefinition } from '@rs-sam/models';
import { modelDefinition, modelDefinitions } from '@rs-sam/models';
import * as v from 'valibot';
import { checkConsistency } from './check-consistency';
import { ConfigurationError } from './configuration-error';
import { configurationSchema } from './configuration-schema';
import type { TrainingConfiguration } from './training-configuration';

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
  const result = v.safeParse(configurationSchema, { ...defaults, ...(given as object) });
  if (!result.success) {
    throw new ConfigurationError(
      result.issues.map((issue) => ({
        field: v.getDotPath(issue) ?? '',
        // For an unknown field, valibot gives the name as the input.
        value: issue.expected === 'never' ? issue.path?.at(-1)?.value : issue.input,
        expected:
          issue.expected === 'never'
            ? `left out; the fields are ${Object.keys(configurationSchema.entries).join(', ')}`
            : issue.message,
      })),
    );
  }
  const configuration: TrainingConfiguration = result.output;
  checkConsistency(configuration);
  return configuration;
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
