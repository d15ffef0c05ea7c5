import { denseSift } from './dense-sift';
import { type Centroids, nearestCentroid } from './nearest-centroid';
import { DESCRIPTOR_LENGTH } from './sift-descriptor';

/** Words are taken from patches of 16 × 16 pixels, every 8 pixels of an image of 256 × 256. */
export const WORD_GRID = { size: 256, rows: 32, patch: 16 } as const;
/** Rows of the regions' grid. */
export const WORD_REGION_ROWS = 8;

/** SIFT descriptors of all patches that words are taken from, [1024, 128]. */
export function wordDescriptors(pixels: Float32Array | Uint8Array): Float32Array {
  const { size, rows, patch } = WORD_GRID;
  return denseSift(pixels, size, { rows, patch });
}

/** Whether a patch has any gradient. A patch without one counts as no word. */
export function hasGradient(descriptors: Float32Array, i: number): boolean {
  const end = (i + 1) * DESCRIPTOR_LENGTH;
  for (let at = i * DESCRIPTOR_LENGTH; at < end; at++) if (descriptors[at] !== 0) return true;
  return false;
}

/**
 * h(cell, word) = Σ over the patches of that word of w(patch, cell); then √(h / Σ_word h), of norm 1.
 *
 * Each patch counts for its nearest word. w interpolates linearly between the centres of the cells, as SIFT does between its bins: a
 * cell of 32 pixels sees the words of the 64 × 64 pixels around it. With the root, the cosine of two regions is the Bhattacharyya
 * coefficient of their words' frequencies. A region without any gradient is zero.
 *
 * @param pixels - RGB of one image of 256 × 256.
 * @param codebook - [k, 128].
 * @returns [64, k].
 */
export function visualWordRegions(pixels: Float32Array | Uint8Array, codebook: Centroids): Float32Array {
  const words = codebook.squares.length;
  const descriptors = wordDescriptors(pixels);
  const result = new Float32Array(WORD_REGION_ROWS ** 2 * words);
  for (let i = 0; i < WORD_GRID.rows ** 2; i++) {
    if (!hasGradient(descriptors, i)) continue;
    const word = nearestCentroid(descriptors, i * DESCRIPTOR_LENGTH, codebook);
    for (const row of shares(Math.floor(i / WORD_GRID.rows))) {
      for (const column of shares(i % WORD_GRID.rows)) {
        const place = (row.cell * WORD_REGION_ROWS + column.cell) * words + word;
        result[place] = (result[place] as number) + row.share * column.share;
      }
    }
  }
  for (let region = 0; region < WORD_REGION_ROWS ** 2; region++) {
    rootOfFrequencies(result.subarray(region * words, (region + 1) * words));
  }
  return result;
}

/** The one or two cells that a row, or column, of patches counts for. */
function shares(patch: number): { cell: number; share: number }[] {
  const place = ((patch + 0.5) * WORD_REGION_ROWS) / WORD_GRID.rows - 0.5;
  const before = Math.floor(place);
  return [
    { cell: before, share: 1 - (place - before) },
    { cell: before + 1, share: place - before },
  ].filter(({ cell }) => cell >= 0 && cell < WORD_REGION_ROWS);
}

function rootOfFrequencies(counts: Float32Array): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return;
  counts.forEach((count, word) => {
    counts[word] = Math.sqrt(count / total);
  });
}
