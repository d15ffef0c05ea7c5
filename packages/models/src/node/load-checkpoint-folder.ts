import { type LoadedCheckpoint, loadCheckpoint } from '../checkpoint/load-checkpoint';
import type { ModelDefinition } from '../contract/retrieval-model';
import { folderSource } from './folder-source';
import { openTextNetworkOf } from './open-text-network-of';

/** Options of `loadCheckpointFolder`. */
export interface LoadFolderOptions {
  /** The model definitions to choose from. Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[] | undefined;
  /** `onnx:` and the path of the text network, of a model that reads captions by one. Default: the path that it was trained with. */
  readonly textNetwork?: string | undefined;
}

/**
 * Loads a checkpoint from a folder, with the text network of a model that reads captions by one; the caller disposes `model` and `text`.
 *
 * @throws CheckpointError as `loadCheckpoint`; and as `openTextNetworkOf`.
 */
export async function loadCheckpointFolder(
  folder: string,
  { registry, textNetwork }: LoadFolderOptions = {},
): Promise<LoadedCheckpoint> {
  const source = folderSource(folder);
  const text = await openTextNetworkOf(source, textNetwork);
  try {
    return await loadCheckpoint(source, registry, text);
  } catch (error) {
    await text?.dispose();
    throw error;
  }
}
