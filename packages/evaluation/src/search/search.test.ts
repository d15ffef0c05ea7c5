import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { tinyData, tinyModel } from '../../test/tiny-data';
import { ranked } from './ranked';
import { scoreQueries } from './score-queries';
import { searchCaptions, searchImages } from './search-dataset';
import { wordSubstitutes } from './word-substitutes';

it('ranks by score; items with equal scores keep their order', () => {
  const scores = [0.1, 0.7, 0.1, 0.9];
  const hits = ranked(['a', 'b', 'c', 'd'], (index) => scores[index] as number);
  expect(hits.map(({ item }) => item)).toEqual(['d', 'b', 'a', 'c']);
});

it('gives a pair the same score from the text and from the image, and adds the scores of an ensemble', async () => {
  const data = await tinyData();
  const { test: dataset, features } = data;
  const models = [await tinyModel('sam-t2i', data), await tinyModel('sam-i2t', data)];
  const [image] = dataset.images;
  const text = image?.captions[0] as string;
  const file = image?.file as string;
  const tensors = memory().numTensors;

  const [byText] = await searchImages([text, 'a white plane'], { models, dataset, features });
  const [byImage] = await searchCaptions([file], { models, dataset, features });
  const scoreByText = byText?.find(({ item }) => item.file === file)?.score as number;
  const hit = byImage?.find(({ item }) => item.caption === text);
  expect(hit?.score).toBeCloseTo(scoreByText, 5);
  expect(hit?.item.images.map((found) => found.file)).toContain(file);
  expect(byText).toHaveLength(dataset.images.length);
  expect(byImage).toHaveLength(new Set(dataset.images.flatMap(({ captions }) => captions)).size);

  const alone = await Promise.all(
    models.map((model) => scoreQueries({ models: [model], features, files: [file], captions: [text] })),
  );
  expect(scoreByText).toBeCloseTo((alone[0]?.[0] as number) + (alone[1]?.[0] as number), 5);
  expect(memory().numTensors).toBe(tensors);
});

it('stops at the signal', async () => {
  const data = await tinyData();
  const models = [await tinyModel('sam-t2i', data)];
  const options = { models, dataset: data.test, features: data.features, signal: AbortSignal.abort(new Error('stop')) };
  await expect(searchImages(['a plane'], options)).rejects.toThrow('stop');
});

it('lists the words that are in no vocabulary', async () => {
  const data = await tinyData();
  const models = [await tinyModel('sam-t2i', data)];
  expect(wordSubstitutes('an airport with a zeppelin , and a zeppelin', models)).toEqual([
    { word: 'zeppelin', by: 'unknown', read: ['<unk>'] },
  ]);
  expect(wordSubstitutes('an airport', models)).toEqual([]);
});

it('refuses a text without a known word instead of ranking it', async () => {
  const data = await tinyData();
  const { test: dataset, features } = data;
  const models = [await tinyModel('sam-t2i', data)];
  const search = (text: string) => searchImages(['a white plane', text], { models, dataset, features });
  for (const text of ['', ' ', '🚀', '?!', '\u200b', '<start>'])
    await expect(search(text)).rejects.toThrow(NoKnownWordError);
  await expect(search('🚀')).rejects.toThrow('The text "🚀" has no word. Describe');
  await expect(search('zyzzyva quokka')).rejects.toThrow('no word that the model has learned (zyzzyva, quokka)');
  expect(await search('a zyzzyva')).toHaveLength(2);
});
