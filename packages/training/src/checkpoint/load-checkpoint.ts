import { join } from 'node:path';
import type { ModelDefinition, RetrievalModel } from '@rs-sam/core';
import { readSafetensors } from '@rs-sam/foundation/formats';
import { Vocabulary } from '@rs-sam/text-encoder';
import { resolveConfiguration, type TrainingConfiguration } from '../configuration/configuration';
import { modelDefinition, modelDefinitions } from '../registry';
import { readCheckpointFolder } from './checkpoint-folder';
import type { CheckpointManifest } from './checkpoint-manifest';
import { assignWeights } from './tensors-on-host';

/** A trained model with what belongs to it. */
export interface LoadedCheckpoint {
  /** The caller's to dispose of. */
  readonly model: RetrievalModel;
  readonly vocabulary: Vocabulary;
  readonly configuration: TrainingConfiguration;
  readonly manifest: CheckpointManifest;
}

/**
 * Loads a checkpoint, `best/` or `last/` of a run or a copy of it, into the current engine.
 *
 * @param registry where the model's definition is looked for. Default: `modelDefinitions`.
 * @throws CheckpointError names the file that is missing, damaged or of another release.
 */
export async function loadCheckpoint(
  folder: string,
  registry: readonly ModelDefinition[] = modelDefinitions,
): Promise<LoadedCheckpoint> {
  const names = ['configuration.json', 'vocabulary.json', 'weights.safetensors'] as const;
  const { manifest, files } = await readCheckpointFolder(folder, names);
  const json = (name: (typeof names)[number]): unknown => JSON.parse(new TextDecoder().decode(files[name]));
  const configuration = resolveConfiguration(json('configuration.json'), registry);
  const vocabulary = Vocabulary.fromJSON(json('vocabulary.json'));
  const path = join(folder, 'weights.safetensors');
  const { tensors } = readSafetensors(files['weights.safetensors'] as Uint8Array, path);
  const model = modelDefinition(configuration.model, registry).create(configuration.options, manifest.inputs);
  try {
    assignWeights(model.weights, tensors, path);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, vocabulary, configuration, manifest };
}
