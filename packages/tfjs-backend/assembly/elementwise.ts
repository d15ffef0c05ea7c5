import { sigmoid4, sum4 } from './vector-math';

/**
 * tfjs's wasm build computes this function one float at a time. The last one to three floats go through a 16-byte buffer.
 *
 * y = tanh x = 2 sigmoid(2x) - 1, and x - x^3/3 near 0, where the difference would cancel.
 */
export function tanh(x: usize, y: usize, size: i32, buffer: usize): void {
  const vectors = size & ~3;
  for (let i = 0; i < vectors; i += 4) v128.store(y + (<usize>i << 2), tanh4(v128.load(x + (<usize>i << 2))));
  if (vectors < size) {
    const bytes = <usize>(size - vectors) << 2, offset = <usize>vectors << 2;
    memory.copy(buffer, x + offset, bytes);
    v128.store(buffer, tanh4(v128.load(buffer)));
    memory.copy(y + offset, buffer, bytes);
  }
}

@inline
function tanh4(x: v128): v128 {
  const far = f32x4.sub(f32x4.mul(f32x4.splat(2), sigmoid4(f32x4.add(x, x))), f32x4.splat(1));
  const near = f32x4.sub(x, f32x4.mul(f32x4.mul(x, f32x4.mul(x, x)), f32x4.splat(0.33333333)));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), f32x4.splat(0.02)));
}

/** to += from, for any size. */
export function accumulate(from: usize, to: usize, size: i32): void {
  const vectors = size & ~3;
  for (let i = 0; i < vectors; i += 4) {
    const at = <usize>i << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (let i = vectors; i < size; i++) {
    const at = <usize>i << 2;
    f32.store(to + at, f32.load(to + at) + f32.load(from + at));
  }
}

/** to[j] = sum over the rows i of x[i, j]. */
export function sumRows(x: usize, to: usize, rows: i32, width: i32): void {
  const bytes = <usize>width << 2;
  memory.fill(to, 0, bytes);
  for (let i = 0; i < rows; i++) accumulate(x + <usize>i * bytes, to, width);
}

/** The inner product of two vectors of any size. */
export function dot(a: usize, b: usize, size: i32): f32 {
  const vectors = size & ~3, blocks = size & ~15;
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  // Four sums, since each addition waits for the one before it.
  for (let i = 0; i < blocks; i += 16) {
    const at = <usize>i << 2;
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load(a + at, 32), v128.load(b + at, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load(a + at, 48), v128.load(b + at, 48)));
  }
  for (let i = blocks; i < vectors; i += 4) {
    const at = <usize>i << 2;
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  }
  let sum = sum4(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  for (let i = vectors; i < size; i++) {
    const at = <usize>i << 2;
    sum += f32.load(a + at) * f32.load(b + at);
  }
  return sum;
}
