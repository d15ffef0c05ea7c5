import { gloveLines } from '../vocabulary/glove-lines';
import { type PretrainedWords, wordTable } from './pretrained-words';

/**
 * The table of a file in GloVe's text format, see `readWordVectors`. All vectors are kept: 160 MB for the 400,000 words of glove.6B.100d.
 *
 * @param source where the lines come from, for messages.
 * @throws WordVectorsError with the line number.
 */
export async function parseGloveWords(
  lines: AsyncIterable<string> | Iterable<string>,
  source: string,
): Promise<PretrainedWords> {
  const vectors = new Map<string, Float32Array>();
  let dimension = 0;
  for await (const { word, numbers, vector } of gloveLines(lines)) {
    dimension = numbers;
    // If a word occurs again, its first line counts; a vector of zeros has no direction.
    if (vectors.has(word)) continue;
    const found = vector();
    if (found.some((value) => value !== 0)) vectors.set(word, found);
  }
  const words = [...vectors.keys()];
  return wordTable({ source, dimension, words }, (index) => vectors.get(words[index] as string) as Float32Array);
}
