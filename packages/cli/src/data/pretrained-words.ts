import { readFile } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import type { LoadedCheckpoint } from '@rs-sam/models';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';

/** The table that a flag names: `glove` for that of `@rs-sam/pretrained`, or a file. */
export async function readTable(name: string): Promise<PretrainedWords> {
  const { GLOVE_WORDS, readGloveWords } = await import('@rs-sam/pretrained/node');
  if (name === GLOVE_WORDS) return readGloveWords();
  const { readPretrainedWords } = await import('@rs-sam/text-encoder/node');
  return readPretrainedWords(name);
}

/**
 * The table for words that models were not trained on: that of the flag, and without it that of `@rs-sam/pretrained`, unless a model was
 * trained with another.
 *
 * @param flag null for `none`.
 */
export async function tableForQueries(
  flag: string | null | undefined,
  models: readonly LoadedCheckpoint[],
): Promise<PretrainedWords | undefined> {
  if (flag === null || models.every(({ text }) => text !== undefined)) return undefined;
  if (flag !== undefined) return readTable(flag);
  const trained = models.flatMap(({ manifest }) => manifest.pretrainedWords ?? []);
  const { gloveWordsFile, readGloveWords } = await import('@rs-sam/pretrained/node');
  const hash = trained.length === 0 ? null : sha256(await readFile(gloveWordsFile));
  return trained.every((used) => used === hash) ? readGloveWords() : undefined;
}
