import { itemCount, MASK } from '@rs-sam/core/tiles';
import type { StoredEncodings } from '../gallery/gallery';

/** One row of numbers for each item. */
export interface PooledRows {
  /** [n, width], row-major. */
  readonly data: Float32Array;
  readonly width: number;
}

/**
 * `a = [mean_k v_k ; max_k v_k ; 1]` of each tensor [n, K, D] of an encoding, over its real rows; a tensor [n, D] is taken as it is. The
 * tensors come in the order of their names, the 1 once.
 */
export function poolEncoding(encoding: StoredEncodings): PooledRows {
  const parts = namesOf(encoding).flatMap((name) => {
    const { shape, data } = encoding[name] as StoredEncodings[string];
    const depth = shape.at(-1) as number;
    if (shape.length === 2) return [{ depth, data }];
    return [
      { depth, data: pool(encoding, name, mean) },
      { depth, data: pool(encoding, name, maximum) },
    ];
  });
  const count = itemCount(encoding);
  const one = { depth: 1, data: new Float32Array(count).fill(1) };
  return joined([...parts, one], count);
}

/** The mean row of each tensor, over its real rows, the tensors one after another; each item's numbers divided by their norm. */
export function meanVectors(encoding: StoredEncodings): PooledRows {
  const parts = namesOf(encoding).map((name) => {
    const { shape, data } = encoding[name] as StoredEncodings[string];
    return { depth: shape.at(-1) as number, data: shape.length === 2 ? data : pool(encoding, name, mean) };
  });
  return normalised(joined(parts, itemCount(encoding)));
}

/** All numbers of each item, the tensors one after another, divided by their norm. */
export function wholeVectors(encoding: StoredEncodings): PooledRows {
  const count = itemCount(encoding);
  const parts = namesOf(encoding).map((name) => {
    const { data } = encoding[name] as StoredEncodings[string];
    return { depth: count === 0 ? 0 : data.length / count, data };
  });
  return normalised(joined(parts, count));
}

/** Divides each row by its norm, in place; zeros stay zeros. */
function normalised(rows: PooledRows): PooledRows {
  const { data, width } = rows;
  for (let start = 0; start < data.length; start += width) {
    let squares = 0;
    for (let k = start; k < start + width; k++) squares += (data[k] as number) ** 2;
    const norm = Math.sqrt(squares);
    if (norm > 0) for (let k = start; k < start + width; k++) data[k] = (data[k] as number) / norm;
  }
  return rows;
}

const namesOf = (encoding: StoredEncodings): string[] =>
  Object.keys(encoding)
    .filter((name) => name !== MASK)
    .sort();

interface Part {
  readonly depth: number;
  readonly data: Float32Array;
}

function joined(parts: readonly Part[], count: number): PooledRows {
  const width = parts.reduce((sum, { depth }) => sum + depth, 0);
  const data = new Float32Array(count * width);
  let offset = 0;
  for (const { depth, data: values } of parts) {
    for (let item = 0; item < count; item++) {
      data.set(values.subarray(item * depth, (item + 1) * depth), item * width + offset);
    }
    offset += depth;
  }
  return { data, width };
}

/** Folds the `rows`-th of `real` rows into a number so far. */
type Fold = (sum: number, value: number, row: number, real: number) => number;

const mean: Fold = (sum, value, _, real) => sum + value / real;
const maximum: Fold = (most, value, row) => (row === 0 || value > most ? value : most);

function pool(encoding: StoredEncodings, name: string, fold: Fold): Float32Array {
  const { shape, data } = encoding[name] as StoredEncodings[string];
  const [count, rows, depth] = shape as [number, number, number];
  const mask = encoding[MASK]?.data;
  const result = new Float32Array(count * depth);
  for (let item = 0; item < count; item++) {
    const real = Array.from({ length: rows }, (_, row) => row).filter(
      (row) => mask === undefined || mask.length !== count * rows || mask[item * rows + row] === 1,
    );
    real.forEach((row, at) => {
      for (let d = 0; d < depth; d++) {
        const to = item * depth + d;
        const value = data[(item * rows + row) * depth + d] as number;
        result[to] = fold(result[to] as number, value, at, real.length);
      }
    });
  }
  return result;
}
