import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromFloat16, toFloat16 } from '@rs-sam/foundation/formats';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createFakeExtractor } from '../../../test/fake-extractor';
import { smallImages } from '../../../test/small-images';
import { temporaryFolder } from '../../../test/small-store';
import { openFeatureStore } from '../store/open-feature-store';
import { extractFeatures } from './extract-features';
import { openRegionWorkers, type StepRegions } from './region-workers';

const module = {
  module: new URL('../../../test/fake-extractor.ts', import.meta.url).href,
  name: 'createFakeExtractor',
};

async function collected(
  workers: Awaited<ReturnType<typeof openRegionWorkers>>,
  steps: Parameters<typeof workers.extract>[0],
) {
  const results: StepRegions[] = [];
  await workers.extract(steps, async (result, step) => {
    expect(step).toBe(results.length);
    results.push(result);
  });
  await workers.close();
  return results;
}

it('gives the regions that a store of the same kind has, with sizes, hashes and thumbnails', async () => {
  const folder = await temporaryFolder();
  const dataset = await smallImages(join(folder, 'images'), 5);
  const out = join(folder, 'store');
  await extractFeatures({ dataset, out, extractor: createFakeExtractor, batchSize: 2 });
  const store = await openFeatureStore(out);
  const workers = await openRegionWorkers({ extractor: createFakeExtractor, batchSize: 2, thumbnail: 3 });
  const { backbone, layer, preprocessing, engine, grid, depth } = store.manifest;
  expect(workers.kind).toMatchObject({ backbone, layer, preprocessing, engine, grid, depth, batch: 2 });
  const [first, second, third] = await collected(workers, [
    dataset.images.slice(0, 2),
    dataset.images.slice(2, 4),
    dataset.images.slice(4),
  ]);
  const rows = await store.read(dataset.images.map(({ name }) => ({ image: name })));
  await store.close();
  expect([first, second, third].flatMap((result) => [...(result?.regions ?? [])])).toEqual([...rows]);
  expect(first?.images[1]).toMatchObject({ name: '001.png', width: 5, height: 4 });
  expect(first?.images.map(({ source }) => source)).toEqual(
    store.manifest.images.slice(0, 2).map(({ source }) => source),
  );
  const { format, width, height } = await sharp(third?.images[0]?.thumbnail as Uint8Array).metadata();
  expect([format, width, height]).toEqual(['jpeg', 3, 2]);
});

it('several processes give the same in the same order; a broken image is named and leaves the others in place', async () => {
  const folder = await temporaryFolder();
  const { images } = await smallImages(join(folder, 'images'), 6);
  await writeFile(join(folder, 'images', '002.png'), 'no image');
  const steps = [images.slice(0, 3), images.slice(3)];
  const one = await collected(await openRegionWorkers({ extractor: module }), steps);
  const two = await collected(
    await openRegionWorkers({ extractor: module, workers: 2, execArguments: ['--import', import.meta.resolve('tsx')] }),
    steps,
  );
  expect(two.map(({ regions }) => [...regions])).toEqual(one.map(({ regions }) => [...regions]));
  expect(one[0]?.images.map(({ name }) => name)).toEqual(['000.png', '001.png']);
  expect(one[0]?.broken.map(({ name }) => name)).toEqual(['002.png']);
  expect(one[0]?.regions).toHaveLength(2 * 16);
  expect(one[0]?.images[0]?.thumbnail).toBeNull();
});

it('rounds to the type of the store', async () => {
  const folder = await temporaryFolder();
  const { images } = await smallImages(join(folder, 'images'), 1);
  const exact = await collected(await openRegionWorkers({ extractor: createFakeExtractor, dtype: 'float32' }), [
    images,
  ]);
  const half = await collected(await openRegionWorkers({ extractor: createFakeExtractor }), [images]);
  expect(half[0]?.regions).toEqual(fromFloat16(toFloat16(exact[0]?.regions as Float32Array)));
});

it('takes pixels that the caller has read, step by step, also in other processes', async () => {
  const folder = await temporaryFolder();
  const { images } = await smallImages(join(folder, 'images'), 3);
  const read = await Promise.all(
    images.map(async ({ name, file }) => {
      const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      return { name, pixels: new Uint8Array(data), width: info.width, height: info.height, source: 'ab', bytes: 7 };
    }),
  );
  const files = await collected(await openRegionWorkers({ extractor: module }), [images.slice(0, 2), images.slice(2)]);
  let asked = 0;
  const steps = [read.slice(0, 2), read.slice(2)].map((step) => async () => {
    asked++;
    return step;
  });
  const execArguments = ['--import', import.meta.resolve('tsx')];
  for (const workers of [1, 2]) {
    const found = await collected(await openRegionWorkers({ extractor: module, workers, execArguments }), steps);
    expect(found.map(({ regions }) => [...regions])).toEqual(files.map(({ regions }) => [...regions]));
    expect(found[0]?.images[0]).toMatchObject({ name: '000.png', width: 5, height: 4, source: 'ab', bytes: 7 });
  }
  expect(asked).toBe(4);
});
