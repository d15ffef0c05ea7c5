import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureSource } from '@rs-sam/evaluation';
import { seededRandom } from '@rs-sam/foundation/random';
import { expect, it, vi } from 'vitest';
import { type SmallGallery, smallGallery } from '../../../test/small-gallery';
import { CAPTIONS, writeCheckpoint } from '../../../test/write-checkpoint';
import { loadSearcher } from '../../query/load-searcher';
import { HEAD_FILE, parseHead } from '../../shortlist/shortlist-head';
import { folderGallery } from '../store/folder-gallery';
import { fitShortlist } from './fit-shortlist';
import { copyShortlist, hasShortlist } from './read-head';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const words = [...new Set(CAPTIONS.flatMap((caption) => caption.split(' ')))];

/** A data set of random sentences of known words, with features that look like those of `colour-extractor.ts`. */
function randomData(count: number) {
  const random = seededRandom('captions');
  const sentence = () =>
    Array.from({ length: 3 + Math.floor(4 * random()) }, () => words[Math.floor(random() * words.length)]).join(' ');
  const images = Array.from({ length: count }, (_, at) => ({
    ...{ id: `${at}`, file: `${at}.png`, split: 'train', className: null },
    captions: [sentence(), sentence()],
  }));
  const features = {
    manifest: {
      ...{ backbone: 'colours', layer: 'quarters', weights: null, preprocessing: 'none', inputSize: 4 },
      ...{ resizeFirst: null, grid: [2, 2], regions: 4, depth: 6 },
    },
    ...{ regions: 4, depth: 6, views: ['identity'], has: () => true },
    read: async (requests: readonly { readonly image: string }[]) =>
      Float32Array.from(
        requests.flatMap(({ image }) => {
          const colour = seededRandom(image);
          return Array.from({ length: 4 }, () => {
            const [r, g, b] = [colour(), colour(), colour()];
            return [r, g, b, r - g, g - b, b - r];
          }).flat();
        }),
      ),
  } as unknown as FeatureSource;
  return { dataset: { images }, features };
}

/** The mean share of the exhaustive best 10 that the first n of the shortlist hold. */
async function recall(small: SmallGallery, n: number): Promise<number> {
  const searcher = await loadSearcher(folderGallery(small.out));
  const open = { fits: null, fold: null } as const;
  let shares = 0;
  for (const text of CAPTIONS) {
    const best = await searcher.byText({ text, ...open, candidates: searcher.gallery.size });
    const found = await searcher.byText({ text, ...open, candidates: n });
    const keys = new Set(found.results.map(({ key }) => key));
    shares += best.results.filter(({ key }) => keys.has(key)).length / 10 / CAPTIONS.length;
  }
  await searcher.close();
  return shares;
}

it('a fitted head finds more of what the model ranks first than mean vectors', { timeout: 120_000 }, async () => {
  const small = await smallGallery(120);
  await small.index();
  const without = await recall(small, 15);
  const { dataset, features } = randomData(150);
  const fitted = await fitShortlist({
    checkpoint: small.checkpoint,
    sources: [{ dataset, features }],
    rank: 8,
    ridge: 0.01,
  });
  expect(fitted).toMatchObject({ rank: 8, images: 150 });
  await expect(small.index()).rejects.toThrow(/a shortlist by "mean", not "head".*--rebuild/);
  await small.index({ rebuild: true });
  const withHead = await recall(small, 15);
  expect(withHead).toBeGreaterThan(0.8);
  expect(withHead).toBeGreaterThan(without + 0.1);
});

it('a model of vectors gets statistics alone; the same seed gives the same bytes', async () => {
  const small = await smallGallery(1, { model: 'vse++' });
  const { dataset, features } = randomData(10);
  const fit = async (seed: number) => {
    await fitShortlist({ checkpoint: small.checkpoint, sources: [{ dataset, features }], captions: 5, seed });
    return readFile(join(small.checkpoint, HEAD_FILE));
  };
  const bytes = await fit(1);
  expect(await parseHead(bytes, HEAD_FILE)).toMatchObject({
    projections: null,
    mean: expect.any(Number),
    deviation: expect.any(Number),
  });
  expect(await fit(1)).toEqual(bytes);
  expect(await fit(2)).not.toEqual(bytes);
});

it('refuses features of another kind', async () => {
  const { checkpoint } = await smallGallery(1, { features: { layer: 'halves' } });
  const { dataset, features } = randomData(10);
  await expect(fitShortlist({ checkpoint, sources: [{ dataset, features }] })).rejects.toThrow('layer "quarters"');
});

it('fits to several data sets, of each an equal share', async () => {
  const { checkpoint } = await smallGallery(1);
  const [one, other] = [randomData(30), randomData(12)];
  const sizes = { images: 20, captions: 16 };
  const fitted = await fitShortlist({ checkpoint, sources: [one, other], ...sizes, rank: 4 });
  expect(fitted).toMatchObject({ rank: 4, images: 20 });
  // Both have the same first sentences, and a caption counts once.
  expect(fitted.captions).toBeLessThanOrEqual(16);
});

it('a copy with rounded weights gets the head of the original', async () => {
  const { folder, checkpoint } = await smallGallery(1);
  const copy = join(folder, 'copy');
  await writeCheckpoint(copy, { seed: 2 });
  expect(await copyShortlist(checkpoint, copy)).toBe(false);
  const { dataset, features } = randomData(10);
  await fitShortlist({ checkpoint, sources: [{ dataset, features }], rank: 4 });
  expect(await hasShortlist(copy)).toBe(false);
  expect(await copyShortlist(checkpoint, copy)).toBe(true);
  expect([await hasShortlist(checkpoint), await hasShortlist(copy)]).toEqual([true, true]);
  // A head of other weights is none.
  await copyFile(join(checkpoint, HEAD_FILE), join(copy, HEAD_FILE));
  expect(await hasShortlist(copy)).toBe(false);
});
