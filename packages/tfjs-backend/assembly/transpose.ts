/** to[batch, columns, rows] = from[batch, rows, columns] transposed: in blocks of 4 x 4 in registers, and in tiles that fit the cache. */
export function transpose(from: usize, to: usize, batch: i32, rows: i32, columns: i32): void {
  const tile = 32;
  const size = (<usize>(rows * columns)) << 2;
  const stride = (<usize>columns) << 2;
  const toStride = (<usize>rows) << 2;
  for (let b = 0; b < batch; b++) {
    for (let rowTile = 0; rowTile < rows; rowTile += tile) {
      for (let columnTile = 0; columnTile < columns; columnTile += tile) {
        const lastRow = min(rowTile + tile, rows),
          lastColumn = min(columnTile + tile, columns);
        let row = rowTile;
        for (; row + 4 <= lastRow; row += 4) {
          let column = columnTile;
          for (; column + 4 <= lastColumn; column += 4) {
            const source = from + ((<usize>(row * columns + column)) << 2);
            const target = to + ((<usize>(column * rows + row)) << 2);
            const r0 = v128.load(source),
              r1 = v128.load(source + stride);
            const r2 = v128.load(source + 2 * stride),
              r3 = v128.load(source + 3 * stride);
            const t0 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5),
              t1 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
            const t2 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7),
              t3 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
            v128.store(target, v128.shuffle<i64>(t0, t1, 0, 2));
            v128.store(target + toStride, v128.shuffle<i64>(t0, t1, 1, 3));
            v128.store(target + 2 * toStride, v128.shuffle<i64>(t2, t3, 0, 2));
            v128.store(target + 3 * toStride, v128.shuffle<i64>(t2, t3, 1, 3));
          }
          moveEach(from, to, rows, columns, row, row + 4, column, lastColumn);
        }
        moveEach(from, to, rows, columns, row, lastRow, columnTile, lastColumn);
      }
    }
    from += size;
    to += size;
  }
}

function moveEach(
  from: usize,
  to: usize,
  rows: i32,
  columns: i32,
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
): void {
  for (let row = firstRow; row < lastRow; row++) {
    for (let column = firstColumn; column < lastColumn; column++) {
      f32.store(to + ((<usize>(column * rows + row)) << 2), f32.load(from + ((<usize>(row * columns + column)) << 2)));
    }
  }
}
