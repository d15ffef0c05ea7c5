import { WordVectorsError } from './word-vectors-error';

/** A line of a file in GloVe's format. */
export interface GloveLine {
  readonly word: string;
  /** How many numbers each vector of the file has. */
  readonly numbers: number;
  /**
   * Its numbers.
   *
   * @throws WordVectorsError for a field that is not a finite number.
   */
  vector(): Float32Array;
}

/**
 * The lines of a file in GloVe's text format, one word and its numbers per line. A word2vec header (two integers) and empty lines are
 * skipped. A word may contain spaces, as some in glove.840B: the numbers are the last `dimension` fields.
 *
 * @param dimension default: the number of fields behind the word in the first line.
 * @throws WordVectorsError with the line number; also for a file without a vector.
 */
export async function* gloveLines(
  lines: AsyncIterable<string> | Iterable<string>,
  dimension?: number,
): AsyncGenerator<GloveLine> {
  let numbers = dimension;
  let line = 0;
  for await (const raw of lines) {
    line++;
    const text = raw.trimEnd();
    if (text === '' || (line === 1 && /^\d+ \d+$/.test(text))) continue;
    const fields = text.split(/[ \t]+/);
    numbers ??= fields.length - 1;
    if (numbers < 1 || fields.length <= numbers) {
      const expected = `a word and ${numbers || 'its'} numbers`;
      throw new WordVectorsError(line, `has ${fields.length} fields, expected ${expected}.`);
    }
    const word = fields.slice(0, -numbers).join(' ');
    yield { word, numbers, vector: vectorOf(fields.slice(-numbers), word, line) };
  }
  if (numbers === undefined) throw new WordVectorsError(0, 'it has no vectors.');
}

function vectorOf(fields: readonly string[], word: string, line: number): () => Float32Array {
  return () => {
    const vector = Float32Array.from(fields, Number);
    if (vector.every(Number.isFinite)) return vector;
    throw new WordVectorsError(line, `the vector of "${word}" has a field that is not a finite number.`);
  };
}
