import { modelDefinitions } from '@rs-sam/models';
import { beforeAll, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { useWasm } from '../../../evaluation/test/use-engine';
import { resolveConfiguration } from '../configuration/configuration';
import { joinSources } from '../sources/join-sources';
import { validateParts } from './validate-parts';
import { validationParts } from './validation-parts';

beforeAll(useWasm);

it('gives the figures of each data set, and their means', async () => {
  const [first, second] = [tinyDataset(), tinyDataset({ val: 7 })];
  const sources = [
    { name: 'a', dataset: first, features: memoryFeatures(first) },
    { name: 'b', dataset: second, features: memoryFeatures(second) },
  ] as const;
  const configuration = resolveConfiguration({ model: 'vse++', options: { dim: 4, embeddingDim: 3 } });
  const encode = (caption: string) => [1, 4 + (caption.length % 5), 2];
  const parts = validationParts(joinSources(sources), configuration, { encode });
  const model = modelDefinitions
    .find(({ name }) => name === 'vse++')
    ?.create(configuration.options, { vocabularySize: 9, regionDepth: 6, regionCount: 4, seed: 1 });
  if (model === undefined) throw new Error('There is no vse++.');
  const session = { model, averages: null };
  const seen = new Set<string | null>();
  const both = await validateParts(session, parts, undefined, (_block, _blocks, dataset) => seen.add(dataset));
  const [a, b] = [await validateParts(session, parts.slice(0, 1), undefined, () => {}), both.sources?.[1]];
  model.dispose();
  expect(seen).toEqual(new Set(['a', 'b']));
  expect(a.sources).toBeUndefined();
  expect(both.sources?.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(both.sources?.[0]).toEqual({ name: 'a', ...a });
  if (b === undefined) throw new Error('There is no second data set.');
  expect(a.meanRecall).not.toBe(b.meanRecall);
  expect(both.meanRecall).toBeCloseTo((a.meanRecall + b.meanRecall) / 2);
  expect(both.recallSum).toBeCloseTo((a.recallSum + b.recallSum) / 2);
  for (const direction of ['imageToText', 'textToImage'] as const) {
    const [ofA, ofB] = [a[direction], b[direction]];
    expect(both[direction].meanRank).toBeCloseTo((ofA.meanRank + ofB.meanRank) / 2);
    expect(both[direction].medianRank).toBeCloseTo((ofA.medianRank + ofB.medianRank) / 2);
    for (const k of [1, 5, 10]) {
      expect(both[direction].recall[k]).toBeCloseTo(((ofA.recall[k] as number) + (ofB.recall[k] as number)) / 2);
    }
  }
});
