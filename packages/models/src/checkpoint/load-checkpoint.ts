import { readSafetensors } from '@rs-sam/foundation/formats';
import { Vocabulary } from '@rs-sam/text-encoder';
import * as v from 'valibot';
import type { ModelDefinition, ModelOption, RetrievalModel } from '../contract/retrieval-model';
import { modelDefinition, modelDefinitions } from '../registry';
import { assignWeights } from './assign-weights';
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

/** A trained model with its vocabulary, configuration and manifest. */
export interface LoadedCheckpoint {
  /** The caller disposes it. */
  readonly model: RetrievalModel;
  readonly vocabulary: Vocabulary;
  readonly configuration: ModelConfiguration;
  readonly manifest: CheckpointManifest;
}

/**
 * Loads a checkpoint into the current engine: `folderSource` of `@rs-sam/models/node` reads a folder, `urlSource` reads from a server,
 * `fileSource` reads files that a user has chosen.
 *
 * @param registry the model definitions to choose from. Default: `modelDefinitions`.
 * @throws CheckpointError names the file that is missing, damaged or of another release; UnknownModelError lists the models.
 */
export async function loadCheckpoint(
  source: CheckpointSource,
  registry: readonly ModelDefinition[] = modelDefinitions,
): Promise<LoadedCheckpoint> {
  const names = ['configuration.json', 'vocabulary.json', 'weights.safetensors'] as const;
  const { manifest, files } = await readCheckpoint(source, names);
  const path = (name: (typeof names)[number]) => `${source.name}/${name}`;
  const json = (name: (typeof names)[number]) => parseJsonFile(files[name], path(name));
  const configuration = parseConfiguration(json('configuration.json'), path('configuration.json'));
  const vocabulary = Vocabulary.fromJSON(json('vocabulary.json'));
  const { tensors } = readSafetensors(files['weights.safetensors'], path('weights.safetensors'));
  const model = modelDefinition(configuration.model, registry).create(configuration.options, manifest.inputs);
  try {
    assignWeights(model.weights, tensors, path('weights.safetensors'));
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, vocabulary, configuration, manifest };
}

function parseConfiguration(json: unknown, path: string): ModelConfiguration {
  const result = v.safeParse(configurationSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const problem = `${v.getDotPath(issue) ?? 'the content'}: ${issue.message}.`;
  throw new CheckpointError(path, problem, 'It is not a checkpoint of this version.');
}
