import { existsSync } from 'node:fs';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { openTextNetwork, type TextNetwork, textNetworkFile } from '@rs-sam/text-encoder/node/onnx';
import { CheckpointError } from '../checkpoint/checkpoint-error';
import type { CheckpointSource } from '../checkpoint/checkpoint-source';
import { parseJsonFile, readCheckpoint } from '../checkpoint/read-checkpoint';

const CONFIGURATION = 'configuration.json';

/**
 * Opens the text network of a checkpoint, for `loadCheckpoint`; undefined for a model that reads captions by its vocabulary.
 *
 * @param name - `onnx:` and its path. Default: the path that the model was trained with.
 * @throws CheckpointError where it does not exist; OnnxModelError where it cannot be opened; InvalidOptionError for the name of a network that
 * the model does not have.
 */
export async function openTextNetworkOf(source: CheckpointSource, name?: string): Promise<TextNetwork | undefined> {
  const { manifest, files } = await readCheckpoint(source, [CONFIGURATION]);
  if (manifest.textNetwork === null) {
    if (name === undefined) return undefined;
    throw new InvalidOptionError('textNetwork', name, 'left out: the model reads captions by its vocabulary');
  }
  const configuration = parseJsonFile(files[CONFIGURATION], `${source.name}/${CONFIGURATION}`);
  const path = textNetworkFile(name ?? String((configuration as { textNetwork?: unknown }).textNetwork));
  if (existsSync(path)) return openTextNetwork(path);
  throw new CheckpointError(
    `${source.name}/manifest.json`,
    `is of a model that reads captions by the text network ${path}, which does not exist.`,
    `Name its file: --text-network onnx:<file>, or the option textNetwork. It has the SHA-256 ${manifest.textNetwork.sha256}.`,
  );
}
