import { readFile } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import type { LoadedCheckpoint } from '@rs-sam/models';
import { readPretrainedWords } from '@rs-sam/text-encoder/node';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { GLOVE_WORDS, gloveWordsFile, readGloveWords } from './glove-words';

/** The table of a name: `glove` for that of this package, or a file. */
export function readWordTable(name: string): Promise<PretrainedWords> {
  return name === GLOVE_WORDS ? readGloveWords() : readPretrainedWords(name);
}

/**
 * The table for words that models were not trained on: the named one, and by default that of this package, unless a model was trained with
 * another. None for models that read sentences by a text network.
 *
 * @param name as of {@link readWordTable}; null for none.
 */
export async function tableForQueries(
  name: string | null | undefined,
  models: readonly Pick<LoadedCheckpoint, 'manifest' | 'text'>[],
): Promise<PretrainedWords | undefined> {
  if (name === null || models.every(({ text }) => text !== undefined)) return undefined;
  if (name !== undefined) return readWordTable(name);
  const trained = models.flatMap(({ manifest }) => manifest.pretrainedWords ?? []);
  const hash = trained.length === 0 ? null : sha256(await readFile(gloveWordsFile));
  return trained.every((used) => used === hash) ? readGloveWords() : undefined;
}
