import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { smallGallery } from '../../test/small-gallery';
import { CAPTIONS } from '../../test/write-checkpoint';
import { NoItemError } from '../gallery/gallery-error';
import { folderGallery } from '../node/store/folder-gallery';
import { rocchioScores } from './feedback';
import { type LoadedSearcher, loadSearcher } from './load-searcher';

// Each test writes and opens a gallery: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const [text] = CAPTIONS as [string];
const stored = (...rows: number[][]) => ({
  vector: { shape: [rows.length, 2], data: Float32Array.from(rows.flat()) },
});
const none = stored();

describe('rocchioScores', () => {
  beforeAll(() => prepareBackend({ engine: 'wasm' }));
  // Cosines with (1, 0): 1, 0 and −1.
  const candidates = stored([2, 0], [0, 3], [-1, 0]);
  const scores = Float32Array.of(0.1, 0.3, 0.2);
  const after = async (
    own: Float32Array | null,
    right: ReturnType<typeof stored>,
    wrong: ReturnType<typeof stored>,
  ) => [...(await rocchioScores(own, candidates, { right, wrong, wrongKeys: new Set() }))];

  it('adds the standardised likeness to what is right, and takes off half of that to what is wrong', async () => {
    const z = Math.sqrt(1.5);
    const close = (values: number[]) => values.map((value) => expect.closeTo(value, 5));
    expect(await after(scores, stored([1, 0]), none)).toEqual(close([-z + z, z + 0, 0 - z]));
    expect(await after(scores, none, stored([1, 0]))).toEqual(close([-z - z / 2, z, z / 2]));
    // The mean of the likeness to (1, 0) and to (0, 1): ½, ½ and −½.
    const spread = Math.SQRT1_2;
    expect(await after(scores, stored([1, 0], [0, 1]), none)).toEqual(close([-z + spread, z + spread, -2 * spread]));
  });

  it('leaves a single term as it is', async () => {
    expect(await after(scores, none, none)).toEqual([...scores]);
    expect(await after(null, stored([1, 0]), none)).toEqual([1, 0, -1]);
  });
});

describe('feedback in a search', () => {
  const searching = async (work: (searcher: LoadedSearcher) => Promise<void>) => {
    const small = await smallGallery(16);
    await small.index();
    const searcher = await loadSearcher(folderGallery(small.out));
    try {
      await work(searcher);
    } finally {
      await searcher.close();
    }
  };
  const idsOf = ({ results }: Awaited<ReturnType<LoadedSearcher['byText']>>) => results.map(({ item }) => item.id);
  const open = { fold: null, pageSize: 16 };

  it('more like an item: the item itself first, in the order of byImage', () =>
    searching(async (searcher) => {
      const { results, total } = await searcher.byItems({ right: ['005.tif'], ...open });
      expect([results[0]?.item.id, total]).toEqual(['005.tif', 16]);
      expect(results[0]?.score).toBeCloseTo(1, 3);
      const scores = results.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }));

  it('moves what is right up, and lists what is wrong no more', () =>
    searching(async (searcher) => {
      const before = await searcher.byText({ text, fits: null, ...open });
      const [first = '', second = ''] = idsOf(before);
      const middle = idsOf(before)[8] as string;
      const after = await searcher.byText({ text, right: [middle], wrong: [first, second], ...open });
      expect(after).toMatchObject({ total: 14, matching: 14, more: false });
      expect(idsOf(after)).not.toContain(first);
      expect(idsOf(after).indexOf(middle)).toBeLessThan(8 - 2);
      const last = idsOf(before).at(-1) as string;
      const pages = await searcher.byText({ text, right: [last], wrong: [first], ...open, candidates: 4 });
      expect(pages.more).toBe(true);
      // Candidates near to what is right are looked for too.
      expect(idsOf(pages)).toContain(last);
    }));

  it('refuses items that are not there, and a search by none', () =>
    searching(async (searcher) => {
      await expect(searcher.byItems({ right: ['none.tif'] })).rejects.toThrow(NoItemError);
      await expect(searcher.byText({ text, wrong: ['none.tif'] })).rejects.toThrow('no item "none.tif"');
      await expect(searcher.byItems({ right: [] })).rejects.toThrow('right');
      await expect(searcher.byText({ text, right: 'x' as never })).rejects.toThrow('right');
    }));
});
