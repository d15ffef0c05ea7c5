import { itemsOf, type PairOperands } from '../pairs/pair-operands';

/** Floats that one temporary tensor of a tile may have: 2 MiB, which a processor's cache can hold. Some forty of them live at a time. */
const TILE_FLOATS = 1 << 19;

/** A run of items, `start` to before `end`. */
export type Range = readonly [start: number, end: number];

/** How images and captions are cut so that `floatsPerPair` stays below the bound: tiles that are about square, since an item is copied for each tile. */
export function tilesOf({ images, texts }: PairOperands, floatsPerPair: number): { images: Range[]; texts: Range[] } {
  const pairs = pairsPerTile(floatsPerPair);
  const captions = Math.min(itemsOf(texts), Math.max(1, Math.floor(Math.sqrt(pairs))));
  return {
    images: rangesOf(itemsOf(images), Math.floor(pairs / captions)),
    texts: rangesOf(itemsOf(texts), captions),
  };
}

/** Pairs whose largest temporary tensor keeps the bound; at least one. */
function pairsPerTile(floatsPerPair: number): number {
  return Math.max(1, Math.floor(TILE_FLOATS / floatsPerPair));
}

/** `count` items in runs of `size`. */
export function rangesOf(count: number, size: number): Range[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => [i * size, Math.min(count, (i + 1) * size)]);
}
