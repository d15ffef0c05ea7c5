import type { Matrix } from './gru-reference';

/** Numbers in (−0.8, 0.8) that look random and are the same each time; Weyl's sequence of the golden ratio. */
export function randomMatrix(rows: number, columns: number, seed: number): Matrix {
  const data = Array.from({ length: rows * columns }, (_, i) => {
    const fraction = ((i + 1) * 0.6180339887498949 + seed * 0.41421356237309515) % 1;
    return Math.fround(1.6 * fraction - 0.8);
  });
  return { rows, columns, data };
}
