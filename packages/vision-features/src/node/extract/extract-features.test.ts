import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeExtractor } from '../../../test/fake-extractor';
import { folderContent } from '../../../test/folder-content';
import { smallImages } from '../../../test/small-images';
import { temporaryFolder } from '../../../test/small-store';
import { VIEWS } from '../../images/view';
import { openFeatureStore } from '../store/open-feature-store';
import { extractFeatures } from './extract-features';
import type { ExtractFeaturesOptions } from './extract-options';

const PROCESSES = {
  extractor: { module: new URL('../../../test/fake-extractor.ts', import.meta.url).href, name: 'createFakeExtractor' },
  execArguments: ['--import', import.meta.resolve('tsx')],
};

async function setUp(count = 7) {
  const folder = await temporaryFolder();
  const dataset = await smallImages(join(folder, 'images'), count);
  let runs = 0;
  const extract = async (changes: Partial<ExtractFeaturesOptions> = {}) => {
    const out = changes.out ?? join(folder, `store ${runs++}`);
    const extraction = await extractFeatures({
      dataset,
      extractor: () => createFakeExtractor(),
      batchSize: 2,
      ...changes,
      out,
    });
    return { ...extraction, out, content: await folderContent(out) };
  };
  return { folder, dataset, extract, out: join(folder, 'out') };
}

describe('extractFeatures', () => {
  it('writes what the extractor gives, of each view of each image', async () => {
    const { extract } = await setUp(3);
    const { out, manifest } = await extract({ views: VIEWS, dtype: 'float32' });
    expect(manifest).toMatchObject({
      backbone: 'fake',
      layer: 'quarters',
      engine: 'fake',
      grid: [2, 2],
      regions: 4,
      depth: 4,
    });
    const store = await openFeatureStore(out);
    const read = async (view: (typeof VIEWS)[number]) => [...(await store.read([{ image: '001.png', view }]))];
    // Of the fake's four numbers a region, the first three are means: a flip exchanges the columns of the grid.
    const means = (regions: number[]) => [0, 1, 2, 3].map((region) => regions.slice(region * 4, region * 4 + 3));
    const [a, b, c, d] = means(await read('identity'));
    expect(means(await read('flip'))).toEqual([b, a, d, c]);
    expect(means(await read('rotate90'))).toEqual([c, a, d, b]);
    expect(new Set(await Promise.all(VIEWS.map(async (view) => String(await read(view))))).size).toBe(8);
    await store.close();
  });

  it('gives the same bytes with processes, however many', async () => {
    const { extract } = await setUp();
    const { content } = await extract();
    expect((await extract({ ...PROCESSES, workers: 1 })).content).toEqual(content);
    expect((await extract({ ...PROCESSES, workers: 2 })).content).toEqual(content);
  });

  it('stops at the signal, keeps finished steps and resumes to the same bytes', async () => {
    const { extract, out } = await setUp();
    const { content } = await extract();
    const stop = new AbortController();
    const seen: number[] = [];
    const stopped = extract({
      out,
      signal: stop.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done === 4) stop.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    const { before, content: resumed } = await extract({ out });
    expect([seen, before]).toEqual([[0, 2, 4], 4]);
    expect(resumed).toEqual(content);
  });

  it('finds a finished store finished', async () => {
    const { extract, out } = await setUp();
    const { content } = await extract({ out });
    await writeFile(join(out, 'journal.jsonl'), 'left by a process that was killed at the very end');
    const progress: unknown[] = [];
    const again = await extract({ out, onProgress: (event) => progress.push(event) });
    expect(again).toMatchObject({ before: 7, content });
    expect(progress).toEqual([{ done: 7, total: 7, broken: 0 }]);
  });

  it('stops at a broken image with its name, or leaves it out and says so in the manifest', async () => {
    const { extract, out, dataset } = await setUp();
    await truncate(dataset.images[3]?.file ?? '', 20);
    await expect(extract({ out })).rejects.toMatchObject({ name: 'BrokenImageError', image: '003.png' });
    const { manifest, before, content } = await extract({ out, onBroken: 'skip' });
    expect(before).toBe(2);
    expect(manifest.broken).toMatchObject([{ name: '003.png', reason: expect.stringContaining('cannot be decoded') }]);
    expect(manifest.images.map(({ name }) => name)).toEqual(
      ['000', '001', '002', '004', '005', '006'].map((n) => `${n}.png`),
    );
    expect((await extract({ onBroken: 'skip' })).content).toEqual(content);
    const store = await openFeatureStore(out);
    await expect(store.read([{ image: '003.png' }])).rejects.toThrow(
      '003.png could not be read when the features were made',
    );
    await store.close();
  });

  it('refuses a finished store of another kind, and a stale one, finished or not', async () => {
    const { extract, out, dataset } = await setUp();
    await extract({ out });
    await expect(extract({ out, views: ['identity', 'flip'] })).rejects.toThrow(
      'views is ["identity"], not ["identity","flip"]. Name another folder',
    );
    await expect(extract({ out, dataset: { ...dataset, images: dataset.images.slice(1) } })).rejects.toThrow(
      'datasetHash is',
    );
    await writeFile(dataset.images[5]?.file ?? '', 'another');
    await expect(extract({ out })).rejects.toThrow(/stale: .*005\.png is not the file/);
  });

  it.each([
    [{ workers: 2 }, '2 workers need an extractor that each can make'],
    [{ batchSize: 0 }, 'batchSize is 0'],
    [{ views: [] }, 'views is []; it must be a list of at least one of identity'],
    [{ shard: { index: 3, count: 2 } }, 'shard is {"index":3,"count":2}; it must be an index from 1 to count'],
    [{ dataset: { name: 'none', images: [] } }, 'no images'],
  ] satisfies [Partial<ExtractFeaturesOptions>, string][])('refuses %j', async (changes, message) => {
    const { extract } = await setUp(1);
    await expect(extract(changes)).rejects.toThrow(message);
  });

  it('tells the last words of a worker that died, and why one could not start', async () => {
    const { extract, out } = await setUp(1);
    const crashing = { ...PROCESSES, workers: 2, extractor: { ...PROCESSES.extractor, options: { crash: true } } };
    await expect(extract({ ...crashing, out })).rejects.toThrow(/ended with exit code 7: Out of memory\. Finished/);
    const nameless = { ...PROCESSES, extractor: { ...PROCESSES.extractor, name: 'missing' } };
    await expect(extract({ ...nameless, out })).rejects.toThrow('exports no function "missing"');
    expect((await extract({ out })).before).toBe(0);
  });
});
