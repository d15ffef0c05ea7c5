import type { GatedCosineInputs } from '../../gated-cosine-kernel';
import type { GatedCosineSizes } from '../kernels/gated-cosine';
import type { NativeTensor } from './native-graphs';

/** Floats that one temporary tensor of a run may have. A run writes a dozen of them or more, which a processor's cache should hold. */
const TILE_FLOATS = 1 << 18;

/** How many query rows a run computes together. */
export function rowsPerTile({ rows, depth }: GatedCosineSizes): number {
  return Math.max(1, Math.min(rows, Math.floor(TILE_FLOATS / depth)));
}

/** Some query rows that one run computes together. */
export interface Tile {
  readonly rows: readonly number[];
  readonly count: number;
  /** The same rows as runs that follow each other in memory; one run needs no copy. */
  readonly runs: readonly RowRun[];
}

/** Rows that follow each other: `count` from the row `first`, which is row `at` of the tile. */
interface RowRun {
  readonly first: number;
  readonly count: number;
  readonly at: number;
}

export function tilesOf(rows: readonly number[], perTile: number): Tile[] {
  return chunksOf(rows, perTile).map((part) => {
    const runs: RowRun[] = [];
    for (let at = 0; at < part.length; ) {
      const first = part[at] as number;
      let count = 1;
      while (part[at + count] === first + count) count++;
      runs.push({ first, count, at });
      at += count;
    }
    return { rows: part, count: part.length, runs };
  });
}

/** The tile's rows of a matrix: in place, or copied to the scratch memory. */
export function gathered(values: Float32Array, width: number, { count, runs }: Tile, to: Float32Array): NativeTensor {
  const shape = [count, width];
  const rowsOf = (run: RowRun) => values.subarray(run.first * width, (run.first + run.count) * width);
  if (runs.length === 1) return { values: rowsOf(runs[0] as RowRun), shape };
  for (const run of runs) to.set(rowsOf(run), run.at * width);
  return { values: to.subarray(0, count * width), shape };
}

/** The attention weights of the tile's rows for the first `c` rows of context i. */
export function attentionOf(
  attention: Float32Array,
  { rows, context }: GatedCosineSizes,
  i: number,
  c: number,
  tile: Tile,
  to: Float32Array,
): NativeTensor {
  const values = attention.subarray(i * rows * context, (i + 1) * rows * context);
  if (c === context) return gathered(values, context, tile, to);
  tile.rows.forEach((row, t) => {
    to.set(values.subarray(row * context, row * context + c), t * c);
  });
  return { values: to.subarray(0, tile.count * c), shape: [tile.count, c] };
}

/** The first `c` rows of context i with their parts of the gate. */
export function contextOf(
  { context: x, contextGate, contextCandidate }: GatedCosineInputs<Float32Array>,
  { context, depth }: GatedCosineSizes,
  i: number,
  c: number,
): { x: NativeTensor; xg: NativeTensor; xn: NativeTensor } {
  const part = (values: Float32Array): NativeTensor => ({
    values: values.subarray(i * context * depth, (i * context + c) * depth),
    shape: [c, depth],
  });
  return { x: part(x), xg: part(contextGate), xn: part(contextCandidate) };
}

/** For each context, one more than its last row with a nonzero weight. */
export function usedRows(attention: Float32Array, { contexts, rows, context }: GatedCosineSizes): number[] {
  return Array.from({ length: contexts }, (_, i) => {
    let used = 0;
    for (let u = 0; u < rows && used < context; u++) {
      const row = (i * rows + u) * context;
      for (let j = context - 1; j >= used; j--) {
        if (attention[row + j] !== 0) {
          used = j + 1;
          break;
        }
      }
    }
    return used;
  });
}

/** The query rows with a nonzero weight for any context. */
export function attendingRows(attention: Float32Array, { contexts, rows, context }: GatedCosineSizes): number[] {
  const attends = (u: number): boolean => {
    for (let i = 0; i < contexts; i++) {
      const row = (i * rows + u) * context;
      for (let j = 0; j < context; j++) if (attention[row + j] !== 0) return true;
    }
    return false;
  };
  return Array.from({ length: rows }, (_, u) => u).filter(attends);
}

/** The items in chunks of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
