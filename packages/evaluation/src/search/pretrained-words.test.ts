import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { modelDefinition } from '@rs-sam/models';
import { Vocabulary } from '@rs-sam/text-encoder';
import { pretrainedRows, wordTable } from '@rs-sam/text-encoder/pretrained';
import { memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, it, onTestFinished } from 'vitest';
import { type TinyData, tinyData, tinyModel } from '../../test/tiny-data';
import { attentionMap } from '../examples/attention-map';
import type { SearchModel } from './score-queries';
import { searchImages } from './search-dataset';
import { wordSubstitutes } from './word-substitutes';

const words = ['airport', 'zeppelin', 'quay'];
const table = wordTable({ source: 'a test', dimension: 2, words }, (index) =>
  Float32Array.of(Math.cos(2 * index), Math.sin(2 * index)),
);

function pretrainedModel({ dataset, features }: TinyData): SearchModel {
  const vocabulary = Vocabulary.fromCaptions(dataset.images.flatMap(({ captions }) => captions));
  const inputs = { vocabularySize: vocabulary.size, regionDepth: features.depth, regionCount: 4, seed: 1 };
  const options = { projection: 8, embeddingDim: 5, normalizeFeatures: true };
  const model = modelDefinition('sam-t2i').create(options, { ...inputs, pretrainedDim: 2 });
  tidy(() => model.pretrained?.variable.assign(tensor2d(pretrainedRows(vocabulary, table).rows, [vocabulary.size, 2])));
  onTestFinished(() => model.dispose());
  return { model, vocabulary };
}

it('finds images by words that have a pretrained vector only, each text as if it were alone', async () => {
  const data = await tinyData();
  const { test: dataset, features } = data;
  const models = [pretrainedModel(data)];
  const options = { models, dataset, features, pretrained: table };
  const tensors = memory().numTensors;
  const texts = ['a zeppelin', 'quay', 'a white plane'];
  const together = await searchImages(texts, options);
  for (const [i, text] of texts.entries()) {
    const [alone] = await searchImages([text], options);
    expect(together[i]?.map(({ item }) => item.file)).toEqual(alone?.map(({ item }) => item.file));
    together[i]?.forEach(({ score }, rank) => {
      expect(score).toBeCloseTo(alone?.[rank]?.score as number, 5);
    });
  }
  const scoreOf = (hits: typeof together) => hits[0]?.[0]?.score;
  const [one, other] = [await searchImages(['a zeppelin'], options), await searchImages(['a quay'], options)];
  expect(scoreOf(one)).not.toBe(scoreOf(other));
  await expect(searchImages(['quay'], { models, dataset, features })).rejects.toThrow(NoKnownWordError);
  await expect(searchImages(['zyzzyva'], options)).rejects.toThrow('no word that the model has learned (zyzzyva)');
  expect(memory().numTensors).toBe(tensors);
});

it('says what stands for a word in any of the models', async () => {
  const data = await tinyData();
  const [pretrained, plain] = [pretrainedModel(data), await tinyModel('sam-t2i', data)];
  const expected = [
    { word: 'zeppelin', by: 'vector', read: ['zeppelin'] },
    { word: 'zyzzyva', by: 'unknown', read: ['<unk>'] },
  ];
  for (const models of [[pretrained], [plain, pretrained], [pretrained, plain]]) {
    expect(wordSubstitutes('a zeppelin zyzzyva', models, table)).toEqual(expected);
  }
  expect(wordSubstitutes('a zeppelin', [plain], table)).toEqual([{ word: 'zeppelin', by: 'unknown', read: ['<unk>'] }]);
  expect(wordSubstitutes('an airport', [plain, pretrained], table)).toEqual([]);
});

it('has the attention of such words', async () => {
  const data = await tinyData();
  const member = pretrainedModel(data);
  const file = data.test.images[0]?.file as string;
  const map = (text: string, given?: typeof table) => attentionMap(member, data.features, file, text, given);
  const [mapped, unknown] = [await map('a zeppelin', table), await map('a zeppelin')];
  expect(mapped?.words).toEqual(['a', 'zeppelin']);
  expect(mapped?.weights).toHaveLength(2);
  expect(mapped?.weights[1]).not.toEqual(unknown?.weights[1]);
});
