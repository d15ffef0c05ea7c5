import { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
import { checkOptions, integer } from '@rs-sam/foundation/options';
import { SPECIAL_TOKENS } from '../text/special-tokens';
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

/** A file of word vectors has a line that cannot be read. */
export class WordVectorsError extends RsSamError {
  override readonly name = 'WordVectorsError';
  override readonly code = 'RS_SAM_WORD_VECTORS';

  constructor(
    /** Number of the line, from 1; 0 for the file as a whole. */
    readonly line: number,
    /** What is wrong. */
    readonly problem: string,
  ) {
    super(`Word vectors, ${line === 0 ? 'the file' : `line ${line}`}: ${problem}`);
  }
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
 * @throws {@link WordVectorsError} with the line number; `InvalidOptionError`.
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
  let number = 0;
  for await (const line of lines) {
    number++;
    const text = line.trimEnd();
    if (text === '' || (number === 1 && /^\d+ \d+$/.test(text))) continue;
    const fields = text.split(/[ \t]+/);
    dimension ??= fields.length - 1;
    if (dimension < 1 || fields.length <= dimension) {
      const numbers = dimension || 'its';
      throw new WordVectorsError(number, `has ${fields.length} fields, expected a word and ${numbers} numbers.`);
    }
    const word = fields.slice(0, -dimension).join(' ');
    const id = vocabulary.idOf(word);
    if (!vocabulary.has(word) || id < SPECIAL_TOKENS.length || vectors.has(id)) continue;
    const vector = Float32Array.from(fields.slice(-dimension), Number);
    if (!vector.every(Number.isFinite)) {
      throw new WordVectorsError(number, `the vector of "${word}" has a field that is not a finite number.`);
    }
    vectors.set(id, vector);
  }
  if (dimension === undefined) throw new WordVectorsError(0, 'it has no vectors.');
  const missing = vocabulary.words.filter((_, id) => id >= SPECIAL_TOKENS.length && !vectors.has(id));
  return { dimension, vectors, missing };
}
