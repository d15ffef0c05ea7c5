import type { Vocabulary } from '@rs-sam/text-encoder';
import type { ModelDefinition, RetrievalModel } from '../contract/retrieval-model';
import { modelDefinition, modelDefinitions } from '../registry';
import { assignWeights } from './assign-weights';
import type { CheckpointManifest } from './checkpoint-manifest';
import type { CheckpointSource } from './checkpoint-source';
import { type ModelConfiguration, readModelFiles } from './read-model-files';
import { savedWeights } from './saved-weights';

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
  const { configuration, vocabulary, tensors, manifest, weightsFile } = await readModelFiles(source);
  const model = modelDefinition(configuration.model, registry).create(configuration.options, manifest.inputs);
  try {
    assignWeights(savedWeights(model), tensors, weightsFile);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, vocabulary, configuration, manifest };
}
