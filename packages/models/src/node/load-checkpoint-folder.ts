import { existsSync } from 'node:fs';
import { openTextNetwork, type TextNetwork, textNetworkFile } from '@rs-sam/text-encoder/node/onnx';
import { CheckpointError } from '../checkpoint/checkpoint-error';
import { type LoadedCheckpoint, loadCheckpoint } from '../checkpoint/load-checkpoint';
import { parseJsonFile, readCheckpoint } from '../checkpoint/read-checkpoint';
import type { ModelDefinition } from '../contract/retrieval-model';
import { folderSource } from './folder-source';

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
 * @throws CheckpointError as `loadCheckpoint`, and where the text network does not exist; OnnxModelError where it cannot be opened.
 */
export async function loadCheckpointFolder(
  folder: string,
  { registry, textNetwork }: LoadFolderOptions = {},
): Promise<LoadedCheckpoint> {
  const source = folderSource(folder);
  const text = await openText(folder, textNetwork);
  try {
    return await loadCheckpoint(source, registry, text);
  } catch (error) {
    await text?.dispose();
    throw error;
  }
}

async function openText(folder: string, given: string | undefined): Promise<TextNetwork | undefined> {
  const name = 'configuration.json';
  const { manifest, files } = await readCheckpoint(folderSource(folder), [name]);
  if (manifest.textNetwork === null) return undefined;
  const recorded = (parseJsonFile(files[name], `${folder}/${name}`) as { textNetwork?: unknown }).textNetwork;
  const path = textNetworkFile(given ?? String(recorded));
  if (existsSync(path)) return openTextNetwork(path);
  throw new CheckpointError(
    `${folder}/manifest.json`,
    `is of a model that reads captions by the text network ${path}, which does not exist.`,
    `Name its file: --text-network onnx:<file>, or the option textNetwork. It has the SHA-256 ${manifest.textNetwork.sha256}.`,
  );
}
