import { seededRandom } from '@rs-sam/foundation/random';
import { expect, it } from 'vitest';
import { packPretrainedWords, parsePretrainedWords } from './compact-words';
import { wordTable } from './pretrained-words';
import { PretrainedWordsError } from './pretrained-words-error';

const random = seededRandom(1);
const words = ['runway', 'größe', "it's", 'a'];
const vectors = words.map(() => Float32Array.from({ length: 25 }, () => random() - 0.5));
const table = wordTable({ source: 'a test', dimension: 25, words }, (index) => vectors[index] as Float32Array);

it('keeps words and the directions of their vectors', async () => {
  const bytes = await packPretrainedWords(table);
  const found = await parsePretrainedWords(bytes, 'words');
  expect(found).toMatchObject({ source: 'a test', dimension: 25, words });
  for (const word of words) {
    const [full, packed] = [table.vectorOf(word), found.vectorOf(word)] as [Float32Array, Float32Array];
    expect(packed).toHaveLength(25);
    expect(Math.hypot(...packed)).toBeCloseTo(1, 6);
    expect(full.reduce((sum, value, i) => sum + value * (packed[i] as number), 0)).toBeGreaterThan(0.99);
  }
  expect(found.vectorOf('plane')).toBeUndefined();
  expect(found.vectorOf('constructor')).toBeUndefined();
});

it('packs a table again to the same bytes', async () => {
  const bytes = await packPretrainedWords(table);
  expect(await packPretrainedWords(await parsePretrainedWords(bytes, 'words'))).toEqual(bytes);
});

it('refuses every altered or missing byte', async () => {
  const bytes = await packPretrainedWords(table);
  for (let at = 0; at < bytes.length; at++) {
    const altered = bytes.slice();
    altered[at] = (altered[at] as number) ^ 4;
    await expect(parsePretrainedWords(altered, 'words'), `byte ${at}`).rejects.toThrow(PretrainedWordsError);
    await expect(parsePretrainedWords(bytes.slice(0, at), 'words'), `length ${at}`).rejects.toThrow(
      PretrainedWordsError,
    );
  }
  await expect(parsePretrainedWords(new TextEncoder().encode('the 1 2 3'), 'glove.txt')).rejects.toThrow(
    'glove.txt: is not a table of pretrained words.',
  );
});
