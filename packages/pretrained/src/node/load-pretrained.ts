import { fileURLToPath } from 'node:url';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { checkModelName, type PretrainedModelName } from '../model-names';
import type { PretrainedModel } from '../pretrained-model';
import { readGloveWords } from './glove-words';

/**
 * The folder of a model of the package: a checkpoint, as every function and command that takes one reads it.
 *
 * @throws UnknownPretrainedModelError lists the models.
 */
export function pretrainedFolder(name: PretrainedModelName): string {
  checkModelName(name);
  return fileURLToPath(new URL(`../../models/${name}`, import.meta.url));
}

/**
 * Loads a model of the package into the current engine. The caller disposes `model`.
 *
 * @throws UnknownPretrainedModelError lists the models.
 * @example
 * await prepareBackend();
 * const { model, vocabulary, words } = await loadPretrained('rsicd-ucm-t2i');
 */
export async function loadPretrained(name: PretrainedModelName): Promise<PretrainedModel> {
  const words = await readGloveWords();
  return { ...(await loadCheckpoint(folderSource(pretrainedFolder(name)))), words };
}
