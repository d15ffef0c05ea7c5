import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { readCaptions } from '@rs-sam/models';
import { wordTable } from '@rs-sam/text-encoder/pretrained';
import { describe, expect, it, vi } from 'vitest';
import { EXTRACTOR, imageNames, type SmallGallery, smallGallery } from '../../test/small-gallery';
import { CAPTIONS, writeHead } from '../../test/write-checkpoint';
import { parseFilter } from '../filter/parse-filter';
import type { Metadata } from '../gallery/gallery-item';
import { openImageReader } from '../node/build/image-reader';
import { folderGallery } from '../node/store/folder-gallery';
import { wordMaps, wordMapsOfItems } from '../where/word-maps';
import { type LoadedSearcher, type LoadSearcherOptions, loadSearcher } from './load-searcher';
import { scoreItems } from './score-items';
import { encodeSentences } from './sentences';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

async function searching<T>(
  small: SmallGallery,
  work: (searcher: LoadedSearcher) => Promise<T>,
  options?: LoadSearcherOptions,
): Promise<T> {
  const searcher = await loadSearcher(folderGallery(small.out), options);
  try {
    return await work(searcher);
  } finally {
    await searcher.close();
  }
}

/** The model's own score of every item. */
async function scoresOf({ gallery, checkpoint }: LoadedSearcher, text: string): Promise<number[]> {
  const keys = Array.from({ length: gallery.size }, (_, key) => key);
  const texts = encodeSentences(checkpoint, [text], await readCaptions(checkpoint, [text]));
  return [...(await scoreItems(checkpoint.model, await gallery.encodings(keys), texts))];
}

const [text, other] = CAPTIONS as [string, string];
const open = { fits: null, fold: null } as const;

describe.each(['sam-t2i', 'vse++', 'mtfn'])('byText, %s', (model) => {
  it('ranks as the model does', async () => {
    const small = await smallGallery(20, { model });
    await small.index();
    await searching(small, async (searcher) => {
      const scores = await scoresOf(searcher, text);
      const ranked = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number));
      const { results, total, matching, examined, more } = await searcher.byText({ text, ...open, pageSize: 7 });
      expect(results.map(({ key }) => key)).toEqual(ranked.slice(0, 7));
      expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(results[0]?.score).toBeCloseTo(scores[ranked[0] as number] as number, 5);
      expect({ total, matching, examined, more }).toEqual({ total: 20, matching: 20, examined: 20, more: false });
    });
  });
});

describe('byText', () => {
  it('pages continue each other and end', async () => {
    const small = await smallGallery(11);
    await small.index();
    await searching(small, async (searcher) => {
      const page = (number: number) => searcher.byText({ text, ...open, page: number, pageSize: 4 });
      const all = (await searcher.byText({ text, ...open, pageSize: 50 })).results.map(({ key }) => key);
      const pages = [await page(1), await page(2), await page(3), await page(4)];
      expect(pages.flatMap(({ results }) => results.map(({ key }) => key))).toEqual(all);
      expect(pages.map(({ results }) => results.length)).toEqual([4, 4, 3, 0]);
      expect(pages[2]?.results[0]?.rank).toBe(9);
    });
  });

  it('a filter that keeps one in ten fills its page, whatever the cut', async () => {
    const small = await smallGallery(30);
    const metadata = new Map(imageNames(30).map((name, at) => [name, { rare: at % 10 === 0 }]));
    await small.index({ metadata });
    await searching(small, async (searcher) => {
      const filter = parseFilter(['rare=true']);
      // Few candidates: a cut before the filter would leave less than three.
      const { results, matching, total } = await searcher.byText({ text, ...open, filter, candidates: 3 });
      expect(results.map(({ item }) => item.file).sort()).toEqual(['000.tif', '010.tif', '020.tif']);
      expect({ matching, total }).toEqual({ matching: 3, total: 3 });
      expect((await searcher.byText({ text, ...open, filter: parseFilter(['rare=no']) })).results).toEqual([]);
    });
  });

  it('what the page leaves out is counted', async () => {
    const small = await smallGallery(12);
    await small.index();
    await searching(small, async (searcher) => {
      const { total, matching, examined, more } = await searcher.byText({ text, ...open, candidates: 5 });
      expect({ total, matching, examined, more }).toEqual({ total: 5, matching: 12, examined: 5, more: true });
    });
  });

  it('near-duplicates are folded into the best and counted', async () => {
    const small = await smallGallery(6);
    for (const copy of ['a.tif', 'b.tif']) await copyFile(join(small.images, '003.tif'), join(small.images, copy));
    await small.index();
    await searching(small, async (searcher) => {
      const { results, total } = await searcher.byText({ text, fits: null, fold: 0.9999 });
      expect(total).toBe(6);
      const folded = results.find(({ item }) => item.file === '003.tif');
      expect((await searcher.gallery.items(folded?.duplicates ?? [])).map(({ file }) => file)).toEqual([
        'a.tif',
        'b.tif',
      ]);
      expect((await searcher.byText({ text, fits: null, fold: null })).total).toBe(8);
    });
  });

  it('without: takes off what the excluded sentence scores above the mean of unrelated ones', async () => {
    const small = await smallGallery(15);
    await writeHead(small.checkpoint);
    await small.index();
    await searching(small, async (searcher) => {
      const [plus, minus] = [await scoresOf(searcher, text), await scoresOf(searcher, other)];
      const { results } = await searcher.byText({ text, without: other, ...open, pageSize: 15 });
      for (const { key, score } of results) {
        expect(score).toBeCloseTo((plus[key] as number) - Math.max(0, (minus[key] as number) - 0.01), 5);
      }
      const scores = results.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    });
  });

  it('confidence: standard deviations above unrelated sentences; nothing fits where the best is below the limit', async () => {
    const small = await smallGallery(10);
    await writeHead(small.checkpoint);
    await small.index();
    await searching(small, async (searcher) => {
      const { results } = await searcher.byText({ text, ...open });
      for (const { score, confidence } of results) expect(confidence).toBeCloseTo((score - 0.01) / 0.05, 5);
      const best = results[0]?.confidence as number;
      expect((await searcher.byText({ text, fold: null, fits: best + 0.01 })).results).toEqual([]);
      const found = await searcher.byText({ text, fold: null, fits: best });
      expect(found.total).toBe(results.filter(({ confidence }) => (confidence as number) >= Math.min(2, best)).length);
    });
  });

  it('names unknown words, and refuses a sentence of them', async () => {
    const small = await smallGallery(3);
    await small.index();
    await searching(small, async (searcher) => {
      const { substitutes } = await searcher.byText({ text: 'a zeppelin near the river', ...open });
      expect(substitutes).toEqual([{ word: 'zeppelin', by: 'unknown', read: ['<unk>'] }]);
      await expect(searcher.byText({ text: 'zeppelin avocado' })).rejects.toThrow(NoKnownWordError);
      await expect(searcher.byText({ text, without: 'avocado' })).rejects.toThrow(NoKnownWordError);
      await expect(searcher.byText({ text, top: 3 } as never)).rejects.toThrow('top is 3');
    });
  });
});

describe('captions', () => {
  it('of similar items that describe an image, by the score of the model; a sentence has none', async () => {
    const small = await smallGallery(6);
    const [one, two, three] = CAPTIONS as [string, string, string];
    const metadata = new Map<string, Metadata>([
      ['000.tif', { captions: [one, two] }],
      ['001.tif', { caption: three }],
      ['002.tif', { captions: [two, 7, ' '] }],
    ]);
    await small.index({ metadata });
    await searching(small, async (searcher) => {
      const reader = await openImageReader(searcher.checkpoint, { extractor: EXTRACTOR });
      const regions = await reader.read(join(small.images, '004.tif'));
      await reader.close();
      const { captions } = await searcher.byImage({ regions });
      const expected = await Promise.all([one, two, three].map(async (text) => (await scoresOf(searcher, text))[4]));
      expect(captions.map(({ caption }) => caption).sort()).toEqual([one, two, three].sort());
      for (const { caption, score } of captions) {
        expect(score).toBeCloseTo(expected[[one, two, three].indexOf(caption)] as number, 2);
      }
      const scores = captions.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect((await searcher.byImage({ regions, pageSize: 2 })).captions).toEqual(captions.slice(0, 2));
      expect((await searcher.byText({ text, ...open })).captions).toEqual([]);
    });
  });
});

describe('pretrained words', () => {
  const table = wordTable({ source: 'a test', dimension: 2, words: ['river', 'zeppelin', 'avocado'] }, (index) =>
    Float32Array.of(Math.cos(2 * index), Math.sin(2 * index)),
  );

  it('stand for words that no training caption has, in the query and in what is left out', async () => {
    const small = await smallGallery(6, { pretrained: table });
    await small.index();
    const scores = (text: string, without?: string) =>
      searching(
        small,
        async (searcher) => {
          const { results, substitutes } = await searcher.byText({ text, without, ...open });
          expect(substitutes).toEqual(
            ['zeppelin', 'avocado']
              .filter((word) => `${text} ${without}`.includes(word))
              .map((word) => ({ word, by: 'vector', read: [word] })),
          );
          return results.map(({ score }) => score);
        },
        { pretrained: table },
      );
    const zeppelin = await scores('zeppelin');
    expect(await scores('avocado')).not.toEqual(zeppelin);
    expect(await scores('a red field', 'zeppelin')).not.toEqual(await scores('a red field', 'avocado'));
    await searching(small, async (searcher) => {
      await expect(searcher.byText({ text: 'zeppelin' })).rejects.toThrow(NoKnownWordError);
    });
  });

  it('are chosen by the model, which is disposed where that fails', async () => {
    const small = await smallGallery(2, { pretrained: table });
    await small.index();
    const choose = vi.fn(async () => table);
    await searching(
      small,
      async ({ checkpoint, pretrained, byText }) => {
        expect([pretrained, choose.mock.calls]).toEqual([table, [[checkpoint]]]);
        const { substitutes } = await byText({ text: 'zeppelin', ...open });
        expect(substitutes).toEqual([{ word: 'zeppelin', by: 'vector', read: ['zeppelin'] }]);
      },
      { pretrained: choose },
    );
    let disposing: unknown;
    const failing = searching(small, async () => undefined, {
      pretrained: async ({ model }) => {
        disposing = vi.spyOn(model, 'dispose');
        throw new Error('no table');
      },
    });
    await expect(failing).rejects.toThrow('no table');
    expect(disposing).toHaveBeenCalledTimes(1);
  });

  it('have maps of their own', async () => {
    const small = await smallGallery(1, { pretrained: table });
    await small.index();
    await searching(small, async ({ gallery, checkpoint }) => {
      const stored = await gallery.encodings([0]);
      const maps = ['river zeppelin', 'river avocado'].map((text) => wordMaps(checkpoint, stored, text, table));
      const [one, other] = await Promise.all(maps);
      expect([one?.words, other?.words]).toEqual([
        ['river', 'zeppelin'],
        ['river', 'avocado'],
      ]);
      expect(one?.weights[1]).not.toEqual(other?.weights[1]);
    });
  });

  it('have over several items the maps of each', async () => {
    const small = await smallGallery(3, { pretrained: table });
    await small.index();
    await searching(small, async ({ gallery, checkpoint }) => {
      const text = 'a red zeppelin';
      const keys = [2, 0, 1, 0];
      const encode = vi.spyOn(checkpoint.model, 'encodeTexts');
      const together = await wordMapsOfItems(checkpoint, await gallery.encodings(keys), text, table);
      expect(encode).toHaveBeenCalledTimes(1);
      for (const [at, key] of keys.entries()) {
        expect(together?.[at]).toEqual(await wordMaps(checkpoint, await gallery.encodings([key]), text, table));
      }
      expect(together?.[0]?.weights).not.toEqual(together?.[1]?.weights);
      expect(await wordMapsOfItems(checkpoint, await gallery.encodings([]), text, table)).toEqual([]);
    });
  });
});

describe('byImage', () => {
  it.each(['sam-t2i', 'vse++'])('finds the image itself first, with likeness 1: %s', async (model) => {
    const small = await smallGallery(12, { model });
    await small.index();
    await searching(small, async (searcher) => {
      const reader = await openImageReader(searcher.checkpoint, { extractor: EXTRACTOR });
      const regions = await reader.read(join(small.images, '007.tif'));
      await expect(reader.read(join(small.folder, 'none.tif'))).rejects.toThrow('none.tif');
      await writeFile(join(small.folder, 'broken.tif'), 'no image');
      await expect(reader.read(join(small.folder, 'broken.tif'))).rejects.toThrow('broken.tif');
      await reader.close();
      const { results } = await searcher.byImage({ regions, fold: null });
      expect(results[0]?.item.file).toBe('007.tif');
      expect(results[0]?.score).toBeCloseTo(1, 3);
      expect(results[0]?.confidence).toBeNull();
      await expect(searcher.byImage({ regions: regions.subarray(1) })).rejects.toThrow('regions has the shape');
    });
  });
});
