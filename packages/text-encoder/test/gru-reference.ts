/** A row-major matrix in float64. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: number[];
}

/** One direction's weights in Keras' layout, gates z, r, h; two bias rows mean that the reset gate comes after the product. */
export interface ReferenceWeights {
  readonly kernel: Matrix;
  readonly recurrentKernel: Matrix;
  readonly bias: Matrix;
}

/**
 * The GRU of eqs. 1 to 3 for one caption without padding, number by number in float64: what the layer is measured against.
 *
 * @param words - `[N, I]`.
 * @returns The mean of both directions `[N, H]`.
 */
export function referenceBidirectionalGru(
  words: Matrix,
  forward: ReferenceWeights,
  backward: ReferenceWeights,
): Matrix {
  const order = Array.from({ length: words.rows }, (_, t) => t);
  const there = referenceGru(words, forward, order);
  const back = referenceGru(words, backward, [...order].reverse());
  return { ...there, data: there.data.map((value, i) => (value + (back.data[i] as number)) / 2) };
}

function referenceGru(words: Matrix, weights: ReferenceWeights, order: readonly number[]): Matrix {
  const { kernel, recurrentKernel, bias } = weights;
  const units = recurrentKernel.rows;
  const resetAfter = bias.rows === 2;
  const states = new Array<number>(words.rows * units).fill(0);
  let h = new Array<number>(units).fill(0);
  for (const t of order) {
    const fromWord = (column: number) => dot(row(words, t), kernel, column) + at(bias, 0, column);
    const fromState = (state: readonly number[], column: number) =>
      dot(state, recurrentKernel, column) + (resetAfter ? at(bias, 1, column) : 0);
    const gate = (column: number) => 1 / (1 + Math.exp(-(fromWord(column) + fromState(h, column))));
    const z = h.map((_, u) => gate(u));
    const r = h.map((_, u) => gate(units + u));
    const reset = h.map((value, u) => value * (r[u] as number));
    const c = h.map((_, u) => {
      const column = 2 * units + u;
      const recurrent = resetAfter ? (r[u] as number) * fromState(h, column) : fromState(reset, column);
      return Math.tanh(fromWord(column) + recurrent);
    });
    h = h.map((value, u) => (z[u] as number) * value + (1 - (z[u] as number)) * (c[u] as number));
    h.forEach((value, u) => {
      states[t * units + u] = value;
    });
  }
  return { rows: words.rows, columns: units, data: states };
}

function row({ columns, data }: Matrix, index: number): number[] {
  return data.slice(index * columns, (index + 1) * columns);
}

function at({ columns, data }: Matrix, rowIndex: number, column: number): number {
  return data[rowIndex * columns + column] as number;
}

function dot(vector: readonly number[], matrix: Matrix, column: number): number {
  return vector.reduce((sum, value, i) => sum + value * at(matrix, i, column), 0);
}
