import { VIEWS } from '@rs-sam/vision-features';
import { expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { batchStream } from '../sampling/batch-stream';
import { epochBatches } from '../sampling/epoch-batches';
import { trainingPairs } from '../sampling/training-pairs';
import { joinSources } from './join-sources';
import { SourcesMismatchError } from './sources-mismatch-error';

// Both data sets have the same files, ids, class names and some captions; the regions of b are those of a and 10.
const small = tinyDataset({ train: 6, val: 0, test: 0, captions: 2 });
const storeOf = (shift: number, views = VIEWS.slice(0, 2)) => {
  const features = memoryFeatures(small, { views });
  const read: typeof features.read = async (requests, into) =>
    (await features.read(requests, into)).map((value) => value + shift);
  return {
    ...features,
    read: async (...[requests, into]: Parameters<typeof read>) => {
      const rows = await read(requests);
      into?.set(rows);
      return into ?? rows;
    },
  };
};
const a = { name: 'a', dataset: small, features: storeOf(0) };
const b = { name: 'b', dataset: small, features: storeOf(10, [...VIEWS]) };

it('leaves a single data set as it is', () => {
  const { dataset, features } = joinSources([a]);
  expect(dataset).toBe(small);
  expect(features.viewsOf('any')).toBe(a.features.views);
  expect(features.identity.dataset).toBe('memory');
});

it('qualifies the keys of images, so that none collide, and not the class names', () => {
  const { images } = joinSources([a, b]).dataset;
  expect(images).toHaveLength(12);
  expect(new Set(images.map(({ file }) => file)).size).toBe(12);
  expect(new Set(images.map(({ id }) => id)).size).toBe(12);
  expect(images[0]?.file).toBe('a/images/train-0.png');
  expect(images[6]).toMatchObject({ file: 'b/images/train-0.png', id: 'b/train-0.png', className: 'airport' });
});

it('mixes the data sets in a batch, with the regions of each image and the views of its own store', async () => {
  const { dataset, features } = joinSources([a, b]);
  const pairs = trainingPairs(dataset, (caption) => [caption.length]);
  const batches = epochBatches(pairs, 0, { batchSize: 8, imagesPerClass: null, seed: 1 });
  for (const batch of batches) {
    expect(new Set(batch.map(({ file }) => file[0]))).toEqual(new Set(['a', 'b']));
    expect(new Set(batch.map(({ image }) => image)).size).toBe(batch.length);
  }
  for await (const { pairs: of, regions } of batchStream(batches, features, { augment: false, seed: 1, epoch: 0 })) {
    for (const [at, { file }] of of.entries()) {
      const [name, image] = [file[0], file.slice(2)];
      const own = await (name === 'a' ? a : b).features.read([{ image }]);
      expect(regions.subarray(at * 24, (at + 1) * 24)).toEqual(own);
    }
  }
  expect(features.viewsOf('a/images/train-0.png')).toEqual(a.features.views);
  expect(features.viewsOf('b/images/train-0.png')).toEqual(VIEWS);
  // A view that the store of a lacks is never requested of it.
  a.features.requests.length = 0;
  for (let epoch = 0; epoch < 9; epoch++) {
    for await (const _ of batchStream(batches, features, { augment: true, seed: 1, epoch }));
  }
  const requested = new Set(a.features.requests.flat().map(({ view }) => view));
  expect(requested).toEqual(new Set(a.features.views));
  expect((await features.read([])).length).toBe(0);
});

it('has an identity that depends on the content and the names of all', () => {
  const { identity } = joinSources([a, b]).features;
  expect(identity).toMatchObject({ dataset: 'a + b', backbone: 'random', dtype: 'float32', views: [...VIEWS] });
  const contents = [
    identity.content,
    joinSources([b, a]).features.identity.content,
    joinSources([a, { ...b, name: 'c' }]).features.identity.content,
    joinSources([a, { ...b, features: memoryFeatures(tinyDataset()) }]).features.identity.content,
  ];
  expect(new Set(contents).size).toBe(4);
});

it.each([
  ['backbone', memoryFeatures(small, { backbone: 'other' }), 'backbone "random" in a and "other" in b'],
  ['depth', memoryFeatures(small, { depth: 5 }), 'depth 6 in a and 5 in b'],
  ['grid', memoryFeatures(small, { regions: 6 }), 'grid [2,2] in a and [2,3] in b'],
] as const)('refuses features with another %s', (field, features, told) => {
  const join = () => joinSources([a, { ...b, features }]);
  expect(join).toThrow(SourcesMismatchError);
  expect(join).toThrow(told);
  expect(join).toThrow(expect.objectContaining({ field }));
});
