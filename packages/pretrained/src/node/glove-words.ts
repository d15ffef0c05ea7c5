import { fileURLToPath } from 'node:url';
import { readPretrainedWords } from '@rs-sam/text-encoder/node';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';

/** The name of the table in configurations and flags. */
export const GLOVE_WORDS = 'glove';

/** The path of the table of the package: 80,000 words of GloVe, 100 numbers each. */
export const gloveWordsFile = fileURLToPath(new URL('../../words/glove-100d-80k.words', import.meta.url));

/**
 * Reads the table of 80,000 words.
 *
 * @throws PretrainedWordsError for a damaged file.
 */
export function readGloveWords(): Promise<PretrainedWords> {
  return readPretrainedWords(gloveWordsFile);
}
