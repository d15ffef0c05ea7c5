import { loadCheckpoint, urlSource } from '@rs-sam/models';
import { checkModelName, type PretrainedModelName } from './model-names';
import type { PretrainedModel } from './pretrained-model';
import { readGloveWords } from './read-glove-words';

/** A bundler copies no folder: a bundled page gives the address of a copy. */
const MODELS = new URL(/* @vite-ignore */ '../models/', import.meta.url);

/** Where a browser finds the files of the package. */
export interface LoadPretrainedOptions {
  /** The folder `models` of the package, or a copy on your server. Default: that of the package, where the module is not bundled. */
  readonly models?: string | URL;
  /** The file `words/glove-100d-80k.words`, or a copy of it. Default: that of the package. */
  readonly words?: string | URL;
}

/**
 * Loads a model of the package in a browser. The caller disposes `model`.
 *
 * @throws UnknownPretrainedModelError lists the models; CheckpointError names the file that the server does not give.
 */
export async function loadPretrained(
  name: PretrainedModelName,
  { models = MODELS, words }: LoadPretrainedOptions = {},
): Promise<PretrainedModel> {
  checkModelName(name);
  const table = await readGloveWords(words);
  const loaded = await loadCheckpoint(urlSource(`${String(models).replace(/\/*$/, '')}/${name}`));
  return { ...loaded, words: table };
}
