import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packPretrainedWords } from '../pretrained/compact-words';
import { PretrainedWordsError } from '../pretrained/pretrained-words-error';
import { readPretrainedWords } from './read-pretrained-words';

it('reads a text in GloVe’s format, and the compact table made of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-words-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [text, compact] = [join(folder, 'glove.txt'), join(folder, 'glove.words')];
  await writeFile(text, 'the 3 4\nrunway -1 1\nnothing 0 0\nthe 9 9\n');
  const table = await readPretrainedWords(text);
  expect(table).toMatchObject({ source: text, dimension: 2, words: ['the', 'runway'] });
  expect([...(table.vectorOf('the') ?? [])]).toEqual([0.6, 0.8].map((value) => expect.closeTo(value, 6)));
  await writeFile(compact, await packPretrainedWords(table));
  const packed = await readPretrainedWords(compact);
  expect(packed).toMatchObject({ source: text, dimension: 2, words: ['the', 'runway'] });
  expect([...(packed.vectorOf('runway') ?? [])]).toEqual(
    [-1, 1].map((value) => expect.closeTo(value * Math.SQRT1_2, 6)),
  );
  await expect(readPretrainedWords(join(folder, 'none'))).rejects.toThrow(
    /none: does not exist\. Name a compact table/,
  );
  await expect(readPretrainedWords(folder)).rejects.toThrow(PretrainedWordsError);
  await writeFile(text, 'the 3 4\nrunway -1 x\n');
  await expect(readPretrainedWords(text)).rejects.toThrow('line 2');
});
