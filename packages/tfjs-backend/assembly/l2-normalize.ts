// Rows divided by their length, and the gradient, in one pass each; composed operations make a dozen.
import { dot } from './elementwise';

const EPSILON: f32 = 1e-8;

/** y = x / (|x| + 1e-8) for each row, and the norms |x|. */
export function l2Normalize(x: usize, y: usize, norms: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  for (let i = 0; i < rows; i++) {
    const from = x + <usize>i * bytes, to = y + <usize>i * bytes;
    const norm = sqrt(dot(from, from, width));
    f32.store(norms + (<usize>i << 2), norm);
    scaled(from, to, width, 1 / (norm + EPSILON));
  }
}

/** dx = (dy - x (dy.x) / (n (n + 1e-8))) / (n + 1e-8) with the norm n of the row; 0 where it is 0. */
export function l2NormalizeGradient(x: usize, norms: usize, dy: usize, dx: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2, vectors = width & ~3;
  for (let i = 0; i < rows; i++) {
    const row = x + <usize>i * bytes, d = dy + <usize>i * bytes, to = dx + <usize>i * bytes;
    const norm = f32.load(norms + (<usize>i << 2));
    if (norm == 0) {
      memory.fill(to, 0, bytes);
      continue;
    }
    const share: f32 = 1 / (norm + EPSILON);
    const along = (dot(d, row, width) / norm) * share * share;
    for (let j = 0; j < vectors; j += 4) {
      const at = <usize>j << 2;
      const direct = f32x4.mul(v128.load(d + at), f32x4.splat(share));
      v128.store(to + at, f32x4.sub(direct, f32x4.mul(v128.load(row + at), f32x4.splat(along))));
    }
    for (let j = vectors; j < width; j++) {
      const at = <usize>j << 2;
      f32.store(to + at, f32.load(d + at) * share - f32.load(row + at) * along);
    }
  }
}

@inline
function scaled(from: usize, to: usize, size: i32, factor: f32): void {
  const vectors = size & ~3;
  for (let j = 0; j < vectors; j += 4) {
    const at = <usize>j << 2;
    v128.store(to + at, f32x4.mul(v128.load(from + at), f32x4.splat(factor)));
  }
  for (let j = vectors; j < size; j++) {
    const at = <usize>j << 2;
    f32.store(to + at, f32.load(from + at) * factor);
  }
}
