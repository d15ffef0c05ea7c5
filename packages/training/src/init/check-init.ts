import type { FeatureSource } from '@rs-sam/evaluation';
import { checkSameKind } from '@rs-sam/evaluation/gallery';
import { canonicalJson } from '@rs-sam/foundation/formats';
import type { ModelDefinition } from '@rs-sam/models';
import type { TrainingConfiguration } from '../configuration/configuration';
import { ConfigurationError, type ConfigurationProblem } from '../configuration/configuration-error';
import type { NewInit } from './open-init';

/**
 * Checks that a training can start from a checkpoint: the same model with the same options, on features of the same kind.
 *
 * @param definition of the configuration's model.
 * @throws ConfigurationError names every field that differs, with both values; FeaturesMismatchError the first of the features.
 */
export function checkInit(
  { record: { checkpoint }, files: { configuration: found, manifest } }: NewInit,
  { model, options }: TrainingConfiguration,
  definition: ModelDefinition,
  features: FeatureSource,
): void {
  const problems: ConfigurationProblem[] = [];
  const compare = (field: string, value: unknown, expected: unknown) => {
    if (canonicalJson(value) === canonicalJson(expected)) return;
    const required = JSON.stringify(expected) ?? 'left out';
    problems.push({ field, value, expected: `${required}, as in ${checkpoint}, from which the training starts` });
  };
  compare('model', model, found.model);
  if (problems.length === 0) {
    const [ours, theirs] = [options, found.options].map((given) => ({ ...definition.defaults, ...given }));
    for (const name of Object.keys({ ...ours, ...theirs })) compare(`options.${name}`, ours?.[name], theirs?.[name]);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  checkSameKind(features, manifest.features);
}
