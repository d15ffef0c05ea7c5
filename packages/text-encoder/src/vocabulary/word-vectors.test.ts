import { describe, expect, it } from 'vitest';
import { Vocabulary } from './vocabulary';
import { readWordVectors } from './word-vectors';
import { WordVectorsError } from './word-vectors-error';

const vocabulary = Vocabulary.fromCaptions([['plane', 'runway', 'new york']]);

async function* stream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe('readWordVectors', () => {
  it('keeps the words of the vocabulary and says which are missing', async () => {
    const lines = ['the 1 2 3', 'plane 0.5 -1e-1 2', 'plane 9 9 9', '<unk> 4 4 4'];
    const { dimension, vectors, missing } = await readWordVectors(stream(lines), vocabulary);
    expect(dimension).toBe(3);
    expect([...vectors]).toEqual([[vocabulary.idOf('plane'), Float32Array.of(0.5, -0.1, 2)]]);
    expect(missing).toEqual(['new york', 'runway']);
  });

  it('skips a word2vec header, and takes blanks in a word, tabs and line ends as they come', async () => {
    const lines = ['3 2', 'plane 1 2\r', 'new york 3 4', 'runway\t5  6 ', ''];
    const { dimension, vectors, missing } = await readWordVectors(lines, vocabulary);
    expect(dimension).toBe(2);
    expect(vectors.get(vocabulary.idOf('plane'))).toEqual(Float32Array.of(1, 2));
    expect(vectors.get(vocabulary.idOf('new york'))).toEqual(Float32Array.of(3, 4));
    expect(vectors.get(vocabulary.idOf('runway'))).toEqual(Float32Array.of(5, 6));
    expect(missing).toEqual([]);
  });

  it('takes the dimension from the options where the first word holds blanks', async () => {
    const { vectors } = await readWordVectors(['new york 3 4'], vocabulary, { dimension: 2 });
    expect(vectors.get(vocabulary.idOf('new york'))).toEqual(Float32Array.of(3, 4));
  });

  it('refuses a text in place of lines, and a wrong dimension', async () => {
    await expect(readWordVectors('plane 1 2', vocabulary)).rejects.toThrow(
      'The option lines is "plane 1 2"; it must be lines',
    );
    await expect(readWordVectors([], vocabulary, { dimension: 0 })).rejects.toThrow('an integer of at least 1');
  });

  it.each([
    [2, ['plane 1 2', 'runway 3']],
    [2, ['plane 1 2', 'runway 3 x']],
    [1, ['plane']],
    [0, []],
    [0, ['']],
  ])('names line %d when it cannot be read', async (line, lines) => {
    await expect(readWordVectors(lines, vocabulary)).rejects.toThrow(WordVectorsError);
    await expect(readWordVectors(lines, vocabulary)).rejects.toMatchObject({ line });
  });
});
