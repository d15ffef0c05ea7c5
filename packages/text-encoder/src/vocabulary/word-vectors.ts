import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { checkOptions, integer } from '@rs-sam/foundation/options';
import { SPECIAL_TOKENS } from '../text/special-tokens';
import { gloveLines } from './glove-lines';
import type { Vocabulary } from './vocabulary';

/** Pretrained vectors of words of a vocabulary. */
export interface WordVectors {
  /** Numbers in a vector. */
  readonly dimension: number;
  /** Id → vector, for the words that are in the file. */
  readonly vectors: ReadonlyMap<number, Float32Array>;
  /** The words of the vocabulary, except special tokens, that are not in the file. */
  readonly missing: readonly string[];
}

export interface ReadWordVectorsOptions {
  /** Numbers in a vector. Default: the number of fields behind the word in the first line. */
  readonly dimension?: number;
}

const OPTIONS = { dimension: integer(1) };

/**
 * Reads vectors in GloVe's text format, one word and its numbers per line, and keeps those of the vocabulary. Memory grows with
 * the vocabulary, not with the file. A word2vec header (two integers) is skipped. A word may contain spaces, as some in glove.840B:
 * the numbers are the last `dimension` fields. If a word occurs again, its first line counts.
 *
 * @param lines - The lines, such as Node's `readline.createInterface({ input })` or the decoded stream of a browser gives them.
 * @throws `WordVectorsError` with the line number; `InvalidOptionError`.
 */
export async function readWordVectors(
  lines: AsyncIterable<string> | Iterable<string>,
  vocabulary: Vocabulary,
  options: ReadWordVectorsOptions = {},
): Promise<WordVectors> {
  checkOptions('readWordVectors', OPTIONS, options);
  if (typeof lines === 'string') throw new InvalidOptionError('lines', lines, "lines, such as text.split('\\n')");
  const vectors = new Map<number, Float32Array>();
  let { dimension } = options;
  for await (const { word, numbers, vector } of gloveLines(lines, dimension)) {
    dimension = numbers;
    const id = vocabulary.idOf(word);
    if (!vocabulary.has(word) || id < SPECIAL_TOKENS.length || vectors.has(id)) continue;
    vectors.set(id, vector());
  }
  const missing = vocabulary.words.filter((_, id) => id >= SPECIAL_TOKENS.length && !vectors.has(id));
  return { dimension: dimension as number, vectors, missing };
}
