import type { Gallery, StoredEncodings } from '../gallery/gallery';
import { foldWindows } from '../scene/fold-windows';
import { foldDuplicates } from './fold-duplicates';
import type { PageOptions, SearchPage } from './search-page';

/** A candidate with its score. */
export interface Scored {
  readonly key: number;
  /** Its place among the encodings. */
  readonly place: number;
  readonly score: number;
  readonly confidence: number | null;
}

/** What a page is cut from. */
export interface Found {
  /** The items that the filter leaves. */
  readonly matching: number;
  /** Of all candidates. */
  readonly keys: readonly number[];
  readonly encodings: StoredEncodings;
  readonly query: PageOptions;
  readonly substitutes: SearchPage['substitutes'];
  readonly captions: SearchPage['captions'];
}

/**
 * Near-duplicates have at least this cosine. In UCM it folds copies and overlapping crops of one field (0.970 to 1), and no other pair: the
 * next ones, of two forests, have 0.957.
 */
const SAME = 0.97;

/** Ranks the candidates, folds windows that overlap and near-duplicates, and cuts out the page. Of equal scores the lower key comes first. */
export async function pageOf(
  gallery: Gallery,
  candidates: readonly Scored[],
  { matching, keys, encodings, query, substitutes, captions }: Found,
): Promise<SearchPage> {
  const { page = 1, pageSize = 10, fold = SAME } = query;
  const ranked = [...candidates].sort((a, b) => b.score - a.score || a.key - b.key);
  const folded = fold === null ? unfolded(ranked) : await foldRanked(gallery, ranked, encodings, fold);
  const first = (page - 1) * pageSize;
  const shown = folded.slice(first, first + pageSize);
  const at = (place: number) => ranked[place] as Scored;
  const items = await gallery.items(shown.map(({ place }) => at(place).key));
  return {
    ...{ page, pageSize, matching, substitutes, captions },
    total: folded.length,
    // Where every candidate fits, those that were not examined may fit too.
    more: keys.length < matching && candidates.length === keys.length,
    examined: keys.length,
    results: shown.flatMap(({ place, duplicates, overlapping }, index) => {
      const { key, score, confidence } = at(place);
      const item = items[index];
      if (item === undefined) return [];
      const keysOf = (places: readonly number[]) => places.map((one) => at(one).key);
      return [
        {
          ...{ key, item, rank: first + index + 1, score, confidence },
          ...{ duplicates: keysOf(duplicates), overlapping: keysOf(overlapping) },
        },
      ];
    }),
  };
}

/** A result, and what is folded into it: places in the ranking. */
interface FoldedResult {
  readonly place: number;
  readonly duplicates: readonly number[];
  readonly overlapping: readonly number[];
}

const unfolded = (ranked: readonly Scored[]): FoldedResult[] =>
  ranked.map((_, place) => ({ place, duplicates: [], overlapping: [] }));

/** Folds windows that show the same place, then near-duplicates; those that are folded into a near-duplicate go with it. */
async function foldRanked(
  gallery: Gallery,
  ranked: readonly Scored[],
  encodings: StoredEncodings,
  threshold: number,
): Promise<FoldedResult[]> {
  const items = gallery.scenes.length === 0 ? null : await gallery.items(ranked.map(({ key }) => key));
  const windows = items === null ? unfolded(ranked) : foldWindows(items);
  const ordered = inOrder(
    encodings,
    windows.map(({ place }) => (ranked[place] as Scored).place),
  );
  const window = (at: number) => windows[at] as { readonly place: number; readonly overlapping: readonly number[] };
  return foldDuplicates(ordered, threshold).map(({ place, duplicates }) => ({
    ...window(place),
    duplicates: duplicates.flatMap((at) => [window(at).place, ...window(at).overlapping]),
  }));
}

/** The encodings of items in another order. */
function inOrder(encodings: StoredEncodings, places: readonly number[]): StoredEncodings {
  return Object.fromEntries(
    Object.entries(encodings).map(([name, { shape, data }]) => {
      const width = shape.slice(1).reduce((product, extent) => product * extent, 1);
      const sorted = new Float32Array(places.length * width);
      for (const [to, from] of places.entries())
        sorted.set(data.subarray(from * width, (from + 1) * width), to * width);
      return [name, { shape: [places.length, ...shape.slice(1)], data: sorted }];
    }),
  );
}
