/** A rectangle in pixels; a pixel is the square from (x, y) to (x + 1, y + 1). */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Σ of the values above and to the left of each corner of a pixel, [S + 1, S + 1]. */
export interface IntegralImage {
  readonly sums: Float64Array;
  readonly size: number;
}

/**
 * I(x, y) = Σ of the values in the rectangle from the origin to (x, y): F. Crow, Summed-area tables, SIGGRAPH 1984.
 *
 * @param values - [S, S].
 */
export function integralImage(values: ArrayLike<number>, size: number): IntegralImage {
  const stride = size + 1;
  const sums = new Float64Array(stride * stride);
  for (let y = 0; y < size; y++) {
    let row = 0;
    for (let x = 0; x < size; x++) {
      row += values[y * size + x] as number;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] as number) + row;
    }
  }
  return { sums, size };
}

/**
 * The mean of each cell of a grid over a rectangle; parts of pixels count as parts. The rectangle lies inside the image.
 *
 * @param cells - Rows, and columns, of the grid.
 * @param out - [cells, cells], row by row.
 */
export function cellMeans(image: IntegralImage, area: Rectangle, cells: number, out: Float64Array): void {
  const { sums, size } = image;
  const stride = size + 1;
  const width = (area.right - area.left) / cells;
  const height = (area.bottom - area.top) / cells;
  const columns = Int32Array.from({ length: cells + 1 }, (_, i) =>
    Math.min(size - 1, Math.floor(area.left + i * width)),
  );
  const shares = Float64Array.from(columns, (column, i) => area.left + i * width - column);
  let above = new Float64Array(cells + 1);
  let below = new Float64Array(cells + 1);
  for (let row = 0; row <= cells; row++) {
    const y = area.top + row * height;
    const upper = Math.min(size - 1, Math.floor(y));
    const share = y - upper;
    for (let i = 0; i <= cells; i++) {
      const at = upper * stride + (columns[i] as number);
      const along = shares[i] as number;
      const first = (sums[at] as number) * (1 - along) + (sums[at + 1] as number) * along;
      const second = (sums[at + stride] as number) * (1 - along) + (sums[at + stride + 1] as number) * along;
      below[i] = first * (1 - share) + second * share;
    }
    if (row > 0) {
      for (let i = 0; i < cells; i++) {
        const sum = (below[i + 1] as number) - (below[i] as number) - (above[i + 1] as number) + (above[i] as number);
        out[(row - 1) * cells + i] = sum / (width * height);
      }
    }
    [above, below] = [below, above];
  }
}
