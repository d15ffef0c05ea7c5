import { FeaturesMismatchError } from '@rs-sam/evaluation';
import { kindDifference } from '@rs-sam/evaluation/gallery';
import { canonicalJson } from '@rs-sam/foundation/formats';
import type { CheckpointManifest, FeatureIdentity, ModelDefinition } from '@rs-sam/models';
import { ConfigurationError, type ConfigurationProblem } from '../configuration/configuration-error';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { HashedWords } from '../trainer/pretrained-words';
import type { NewInit } from './open-init';

/**
 * Checks that a training can start from a checkpoint: the same model with the same options, on features of the same kind.
 *
 * @param given the definition of the configuration's model, the features, the table of pretrained words or null, and the text network or null.
 * @throws ConfigurationError names every field that differs, with both values; FeaturesMismatchError the first of the features.
 */
export function checkInit(
  { record: { checkpoint }, files: { configuration: found, manifest } }: NewInit,
  { model, options, pretrainedWords, textNetwork }: TrainingConfiguration,
  given: {
    readonly definition: ModelDefinition;
    readonly features: FeatureIdentity;
    readonly pretrained: HashedWords | null;
    readonly textNetwork: CheckpointManifest['textNetwork'];
  },
): void {
  const { definition, features, pretrained } = given;
  const problems: ConfigurationProblem[] = [];
  const compare = (field: string, value: unknown, expected: unknown) => {
    if (canonicalJson(value) === canonicalJson(expected)) return;
    const required = JSON.stringify(expected) ?? 'left out';
    problems.push({ field, value, expected: `${required}, as in ${checkpoint}, from which the training starts` });
  };
  compare('model', model, found.model);
  if (problems.length === 0) {
    const [ours, theirs] = [options, found.options].map((own) => ({ ...definition.defaults, ...own }));
    for (const name of Object.keys({ ...ours, ...theirs })) compare(`options.${name}`, ours?.[name], theirs?.[name]);
  }
  if ((pretrained?.sha256 ?? null) !== manifest.pretrainedWords) {
    const used = JSON.stringify(found.pretrainedWords ?? null);
    const expected = `the same file as in ${checkpoint}, from which the training starts: ${used}`;
    problems.push({ field: 'pretrainedWords', value: pretrainedWords, expected });
  }
  if (canonicalJson(given.textNetwork) !== canonicalJson(manifest.textNetwork)) {
    const used = manifest.textNetwork === null ? 'none' : JSON.stringify(manifest.textNetwork);
    const expected = `the same as in ${checkpoint}, from which the training starts: ${used}`;
    problems.push({ field: 'textNetwork', value: textNetwork, expected });
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  const field = kindDifference(features, manifest.features);
  if (field !== null) throw new FeaturesMismatchError(field, features[field], manifest.features[field]);
}
