import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tinyData, tinyModel } from '../../test/tiny-data';
import { classPrecision } from './class-precision';
import { readSentences, SentenceFileError } from './read-sentences';
import { searchImages } from './search-dataset';
import { UnknownClassError } from './unknown-class-error';

it('is the share of the first k images that have a class of the sentence', async () => {
  const data = await tinyData();
  const { dataset, features } = data;
  const models = [await tinyModel('sam-t2i', data)];
  const sentences = [
    { text: 'an airport with a zeppelin', classes: ['airport'] },
    { text: 'an airport', classes: ['beach', 'harbour'] },
    { text: 'an airport', classes: ['airport', 'beach', 'harbour', 'bridge'] },
  ];
  const options = { models, dataset, features };
  const found = await classPrecision(sentences, { ...options, k: 7 });
  const hits = await searchImages(['an airport with a zeppelin', 'an airport'], options);
  const share = (hit: number, classes: readonly string[]) =>
    hits[hit]?.slice(0, 7).filter(({ item }) => classes.includes(item.className ?? '')).length as number;
  const expected = [share(0, ['airport']) / 7, share(1, ['beach', 'harbour']) / 7, 1];
  expect(found.sentences.map(({ precision }) => precision)).toEqual(expected);
  expect(found.sentences.map(({ unknown }) => unknown)).toEqual([['zeppelin'], [], []]);
  expect(found.mean).toBeCloseTo(expected.reduce((sum, value) => sum + value, 0) / 3, 12);
  expect(found.unseen).toBe(expected[0]);
  expect(found.k).toBe(7);
});

it('refuses a class that no image has, and lists the classes', async () => {
  const data = await tinyData();
  const options = { models: [await tinyModel('sam-t2i', data)], dataset: data.test, features: data.features };
  const wrong = classPrecision([{ text: 'an airport', classes: ['airprot'] }], options);
  await expect(wrong).rejects.toThrow(UnknownClassError);
  await expect(wrong).rejects.toThrow('"an airport" names the class "airprot", which no image has. The classes are');
  await expect(classPrecision([], { ...options, k: 0 })).rejects.toThrow('The option k is 0');
});

it('reads a file of sentences, and names the place of a fault', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-sentences-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'sentences.json');
  const sentences = [{ text: 'yachts at a marina', classes: ['harbor'] }];
  await writeFile(file, JSON.stringify(sentences));
  expect(await readSentences(file)).toEqual(sentences);
  const refused = async (content: unknown) => {
    await writeFile(file, JSON.stringify(content));
    return readSentences(file).catch((error: SentenceFileError) => error.message);
  };
  expect(await refused([])).toContain('at least one sentence');
  expect(await refused([{ text: 'yachts' }])).toContain('0.classes');
  expect(await refused([{ text: 'yachts', classes: [] }])).toContain('0.classes: at least one class');
  await expect(readSentences(join(folder, 'none.json'))).rejects.toThrow(SentenceFileError);
});
