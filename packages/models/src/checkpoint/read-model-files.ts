import type { StoredTensor } from '@rs-sam/foundation/formats';
import { readSafetensors } from '@rs-sam/foundation/formats';
import { Vocabulary } from '@rs-sam/text-encoder';
import * as v from 'valibot';
import type { ModelOption } from '../contract/retrieval-model';
import { CheckpointError } from './checkpoint-error';
import type { CheckpointManifest } from './checkpoint-manifest';
import type { CheckpointSource } from './checkpoint-source';
import { parseJsonFile, readCheckpoint } from './read-checkpoint';

const configurationSchema = v.looseObject({
  model: v.string(),
  options: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
});

/** `configuration.json` of a checkpoint: the model, its options, and every other value of its training. */
export interface ModelConfiguration {
  readonly model: string;
  readonly options: Readonly<Record<string, ModelOption>>;
  readonly [field: string]: unknown;
}

/** The content of a checkpoint, without a model that has its weights. */
export interface ModelFiles {
  readonly configuration: ModelConfiguration;
  readonly vocabulary: Vocabulary;
  /** The weights by name. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly manifest: CheckpointManifest;
  /** The path of the file of the weights, for errors. */
  readonly weightsFile: string;
}

/**
 * Reads a checkpoint without an engine, for example to copy some of its weights.
 *
 * @throws CheckpointError names the file that is missing, damaged or of another release.
 */
export async function readModelFiles(source: CheckpointSource): Promise<ModelFiles> {
  const names = ['configuration.json', 'vocabulary.json', 'weights.safetensors'] as const;
  const { manifest, files } = await readCheckpoint(source, names);
  const path = (name: (typeof names)[number]) => `${source.name}/${name}`;
  const json = (name: (typeof names)[number]) => parseJsonFile(files[name], path(name));
  const configuration = parseConfiguration(json('configuration.json'), path('configuration.json'));
  const vocabulary = Vocabulary.fromJSON(json('vocabulary.json'));
  const weightsFile = path('weights.safetensors');
  const { tensors } = readSafetensors(files['weights.safetensors'], weightsFile);
  return { configuration, vocabulary, tensors, manifest, weightsFile };
}

function parseConfiguration(json: unknown, path: string): ModelConfiguration {
  const result = v.safeParse(configurationSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const problem = `${v.getDotPath(issue) ?? 'the content'}: ${issue.message}.`;
  throw new CheckpointError(path, problem, 'It is not a checkpoint of this version.');
}
