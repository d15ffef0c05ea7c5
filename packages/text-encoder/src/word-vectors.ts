import { SPECIAL_TOKENS } from './special-tokens';
import type { Vocabulary } from './vocabulary';

/** Pretrained vectors for words of a vocabulary. */
export interface WordVectors {
  /** Numbers in a vector. */
  readonly dimension: number;
  /** Id → vector, for the words that the file holds. */
  readonly vectors: ReadonlyMap<number, Float32Array>;
  /** The vocabulary's words, special tokens aside, that the file does not hold. */
  readonly missing: readonly string[];
}

/** A line of a word vector file that cannot be read. */
export class WordVectorsError extends Error {
  override readonly name = 'WordVectorsError';

  /**
   * @param line - Its number, from 1; 0 for the file as a whole.
   * @param problem - What is wrong.
   */
  constructor(
    readonly line: number,
    readonly problem: string,
  ) {
    super(`Word vectors, ${line === 0 ? 'the file' : `line ${line}`}: ${problem}`);
  }
}

export interface ReadWordVectorsOptions {
  /** Numbers in a vector. Default: as many as the first line has behind its word. */
  readonly dimension?: number;
}

/**
 * Reads vectors in GloVe's text format, a word and its numbers a line, and keeps those of the vocabulary: memory grows with
 * the vocabulary, not with the file. A word2vec header (two integers) is skipped. A word may hold spaces (glove.840B has such):
 * the numbers are the last `dimension` fields. Of a word's repetitions the first counts.
 *
 * @param lines - The lines, such as Node's `readline.createInterface({ input })` or a browser's decoded stream gives them.
 * @throws {@link WordVectorsError} with the line's number.
 */
export async function readWordVectors(
  lines: AsyncIterable<string> | Iterable<string>,
  vocabulary: Vocabulary,
  options: ReadWordVectorsOptions = {},
): Promise<WordVectors> {
  const vectors = new Map<number, Float32Array>();
  let { dimension } = options;
  let number = 0;
  for await (const line of lines) {
    number++;
    const text = line.trimEnd();
    if (text === '' || (number === 1 && /^\d+ \d+$/.test(text))) continue;
    const fields = text.split(/[ \t]+/);
    dimension ??= fields.length - 1;
    if (dimension < 1 || fields.length <= dimension) {
      throw new WordVectorsError(
        number,
        `has ${fields.length} fields, expected a word and ${dimension || 'its'} numbers.`,
      );
    }
    const word = fields.slice(0, -dimension).join(' ');
    const id = vocabulary.idOf(word);
    if (!vocabulary.has(word) || id < SPECIAL_TOKENS.length || vectors.has(id)) continue;
    const vector = Float32Array.from(fields.slice(-dimension), Number);
    if (!vector.every(Number.isFinite))
      throw new WordVectorsError(number, `the vector of "${word}" is not all numbers.`);
    vectors.set(id, vector);
  }
  if (dimension === undefined) throw new WordVectorsError(0, 'it holds no vectors.');
  const missing = vocabulary.words.filter((_, id) => id >= SPECIAL_TOKENS.length && !vectors.has(id));
  return { dimension, vectors, missing };
}
