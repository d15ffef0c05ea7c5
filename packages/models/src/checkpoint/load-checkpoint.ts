import type { Vocabulary } from '@rs-sam/text-encoder';
import type { TextNetwork } from '@rs-sam/text-encoder/pretrained';
import type { ModelDefinition, RetrievalModel } from '../contract/retrieval-model';
import { modelDefinition, modelDefinitions } from '../registry';
import { assignWeights } from './assign-weights';
import { checkTextNetwork } from './check-text-network';
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
  /** The text network that it reads captions by, if it has one; the caller disposes it. */
  readonly text?: TextNetwork | undefined;
}

/**
 * Loads a checkpoint into the current engine: `folderSource` of `@rs-sam/models/node` reads a folder, `urlSource` reads from a server,
 * `fileSource` reads files that a user has chosen.
 *
 * @param registry the model definitions to choose from. Default: `modelDefinitions`.
 * @param text the text network of a model that reads captions by one, from `openTextNetwork`; `loadCheckpointFolder` opens it.
 * @throws CheckpointError names the file that is missing, damaged or of another release, and the text network that is missing or another
 * one; UnknownModelError lists the models.
 */
export async function loadCheckpoint(
  source: CheckpointSource,
  registry: readonly ModelDefinition[] = modelDefinitions,
  text?: TextNetwork,
): Promise<LoadedCheckpoint> {
  const { configuration, vocabulary, tensors, manifest, weightsFile } = await readModelFiles(source);
  checkTextNetwork(manifest.textNetwork, text, `${source.name}/manifest.json`);
  const model = modelDefinition(configuration.model, registry).create(configuration.options, manifest.inputs);
  try {
    assignWeights(savedWeights(model), tensors, weightsFile);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, vocabulary, configuration, manifest, ...(manifest.textNetwork && { text }) };
}
