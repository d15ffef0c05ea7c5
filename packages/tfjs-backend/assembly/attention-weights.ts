// The attention weights of every query row over the rows of every context, and their gradient, eqs. (5)-(8) and (13) of the paper:
//   s = dot / max(|f| |t|, 1e-8), z = clip(s) / (|clip(s)| + 1e-8), weight = softmax(alpha z).
// The norm of z is over the query rows of an item or over the rows of the context. One block is one query item (q rows) and one context
// (c rows); its rows are copied to scratch memory in which they are padded to whole vectors, so that no read passes the end of a tensor.
import { expMinus4, max4, sum4 } from './vector-math';

const EPSILON: f32 = 1e-8;
const SLOPE: f32 = 0.1;

/** Floats of a padded row. */
@inline
function widthOf(c: i32): i32 {
  return (c + 3) & ~3;
}

/** Bytes of scratch memory that `attend` needs: clipped similarities, and the norms, mask and divisors of the context rows. */
export function attendScratch(q: i32, c: i32): i32 {
  return (q + 3) * widthOf(c) * 4;
}

/** Bytes of scratch memory that `attendGradient` needs: three blocks and five rows. */
export function attendGradientScratch(q: i32, c: i32): i32 {
  return (3 * q + 5) * widthOf(c) * 4;
}

/** Copies c floats to a padded row and sets the rest of its last vector. */
@inline
function padRow(from: usize, to: usize, c: i32, rest: f32): void {
  v128.store(to + (<usize>(widthOf(c) - 4) << 2), f32x4.splat(rest));
  memory.copy(to, from, <usize>c << 2);
}

/** The mask of one context's rows; without one, 1 at every row. The padding is 0. */
@inline
function contextMaskRow(mask: usize, x: i32, to: usize, c: i32): void {
  for (let j = 0, w = widthOf(c); j < w; j++) {
    f32.store(to + (<usize>j << 2), j >= c ? 0 : mask == 0 ? 1 : f32.load(mask + (<usize>(x * c + j) << 2)));
  }
}

@inline
function maskAt(mask: usize, row: i32): f32 {
  return mask == 0 ? 1 : f32.load(mask + (<usize>row << 2));
}

/**
 * Writes clip(s) of one block to `clipped` and, where `similarity` is not 0, s to it; then, to `divisors`, |clip(s)| + 1e-8: one for each
 * context row if `overQuery`, otherwise none. Padded rows of the normalised axis are 0.
 */
function similarities(
  dot: usize, stride: usize, queryNorm: usize, queryMask: usize, firstRow: i32, norms: usize, mask: usize,
  clipped: usize, similarity: usize, divisors: usize, q: i32, c: i32, leaky: bool, overQuery: bool,
): void {
  const w = widthOf(c);
  const rowBytes = <usize>w << 2;
  const slope = f32x4.splat(leaky ? SLOPE : 0);
  if (overQuery) memory.fill(divisors, 0, rowBytes);
  for (let i = 0; i < q; i++) {
    const row = clipped + <usize>i * rowBytes;
    if (overQuery && maskAt(queryMask, firstRow + i) == 0) {
      // A padded row has no part in the norms.
      memory.fill(row, 0, rowBytes);
      if (similarity != 0) memory.fill(similarity + <usize>i * rowBytes, 0, rowBytes);
      continue;
    }
    padRow(dot + <usize>i * stride, row, c, 0);
    const norm = f32x4.splat(f32.load(queryNorm + (<usize>(firstRow + i) << 2)));
    const real = f32x4.splat(maskAt(queryMask, firstRow + i));
    for (let j = 0; j < w; j += 4) {
      const at = <usize>j << 2;
      const product = f32x4.mul(norm, v128.load(norms + at));
      const s = f32x4.div(v128.load(row + at), f32x4.max(product, f32x4.splat(EPSILON)));
      if (similarity != 0) v128.store(similarity + <usize>i * rowBytes + at, s);
      const kept = f32x4.mul(f32x4.max(s, f32x4.mul(s, slope)), overQuery ? real : v128.load(mask + at));
      v128.store(row + at, kept);
      if (overQuery) v128.store(divisors + at, f32x4.add(v128.load(divisors + at), f32x4.mul(kept, kept)));
    }
  }
  if (!overQuery) return;
  for (let j = 0; j < w; j += 4) {
    const at = divisors + (<usize>j << 2);
    v128.store(at, f32x4.add(f32x4.sqrt(v128.load(at)), f32x4.splat(EPSILON)));
  }
}

/** |row| + 1e-8 */
@inline
function rowDivisor(row: usize, w: i32): f32 {
  let squares = f32x4.splat(0);
  for (let j = 0; j < w; j += 4) {
    const value = v128.load(row + (<usize>j << 2));
    squares = f32x4.add(squares, f32x4.mul(value, value));
  }
  return sqrt(sum4(squares)) + EPSILON;
}

/** weights[X, Y q, c] of dot[Y q, X c], queryNorm[Y q], contextNorm[X c] and the masks of the same shapes; an address of 0 is no mask. */
export function attend(
  dot: usize, queryNorm: usize, contextNorm: usize, queryMask: usize, contextMask: usize, weights: usize,
  contexts: i32, queries: i32, q: i32, c: i32, alpha: f32, leaky: bool, overQuery: bool, scratch: usize,
): void {
  const w = widthOf(c);
  const rowBytes = <usize>w << 2;
  const stride = <usize>(contexts * c) << 2;
  const norms = scratch, mask = norms + rowBytes, divisors = mask + rowBytes, clipped = divisors + rowBytes;
  const factor = f32x4.splat(alpha), none = f32x4.splat(0);
  for (let x = 0; x < contexts; x++) {
    padRow(contextNorm + (<usize>(x * c) << 2), norms, c, 1);
    contextMaskRow(contextMask, x, mask, c);
    for (let y = 0; y < queries; y++) {
      const first = y * q;
      const block = dot + <usize>first * stride + (<usize>(x * c) << 2);
      similarities(block, stride, queryNorm, queryMask, first, norms, mask, clipped, 0, divisors, q, c, leaky, overQuery);
      for (let i = 0; i < q; i++) {
        const row = clipped + <usize>i * rowBytes;
        if (maskAt(queryMask, first + i) == 0) {
          memory.fill(weights + (<usize>((x * queries * q + first + i) * c) << 2), 0, <usize>c << 2);
          continue;
        }
        const own = f32x4.splat(overQuery ? 1 : rowDivisor(row, w));
        let largest = f32x4.splat(-Infinity);
        for (let j = 0; j < w; j += 4) {
          const at = <usize>j << 2;
          const z = f32x4.div(v128.load(row + at), overQuery ? v128.load(divisors + at) : own);
          const logit = f32x4.mul(z, factor);
          v128.store(row + at, logit);
          const isReal = f32x4.ne(v128.load(mask + at), none);
          largest = f32x4.max(largest, v128.bitselect(logit, f32x4.splat(-Infinity), isReal));
        }
        const top = f32x4.splat(max4(largest));
        let total = none;
        for (let j = 0; j < w; j += 4) {
          const at = <usize>j << 2;
          const e = f32x4.mul(expMinus4(f32x4.sub(top, v128.load(row + at))), v128.load(mask + at));
          v128.store(row + at, e);
          total = f32x4.add(total, e);
        }
        const sum = sum4(total);
        // Without a real context row the sum is 0, and so is every weight.
        const share = f32x4.splat(sum == 0 ? 0 : maskAt(queryMask, first + i) / sum);
        for (let j = 0; j < w; j += 4) {
          const at = row + (<usize>j << 2);
          v128.store(at, f32x4.mul(v128.load(at), share));
        }
        memory.copy(weights + (<usize>((x * queries * q + first + i) * c) << 2), row, <usize>c << 2);
      }
    }
  }
}

/** Whether any of the floats is not 0. */
function anyNonZero(from: usize, size: i32): bool {
  for (let i = 0; i < size; i++) if (f32.load(from + (<usize>i << 2)) != 0) return true;
  return false;
}

/**
 * The gradient of `attend`: dDot[Y q, X c], dQueryNorm[Y q] and dContextNorm[X c], of which the caller has set every value to 0. Blocks whose
 * weights have no gradient are skipped.
 */
export function attendGradient(
  dot: usize, queryNorm: usize, contextNorm: usize, queryMask: usize, contextMask: usize, weights: usize, dWeights: usize,
  dDot: usize, dQueryNorm: usize, dContextNorm: usize,
  contexts: i32, queries: i32, q: i32, c: i32, alpha: f32, leaky: bool, overQuery: bool, scratch: usize,
): void {
  const w = widthOf(c);
  const rowBytes = <usize>w << 2;
  const stride = <usize>(contexts * c) << 2;
  const norms = scratch, mask = norms + rowBytes, divisors = mask + rowBytes, along = divisors + rowBytes;
  const dNorms = along + rowBytes, clipped = dNorms + rowBytes;
  const similarity = clipped + <usize>q * rowBytes, dLogit = similarity + <usize>q * rowBytes;
  const none = f32x4.splat(0), one = f32x4.splat(1), epsilon = f32x4.splat(EPSILON);
  for (let x = 0; x < contexts; x++) {
    padRow(contextNorm + (<usize>(x * c) << 2), norms, c, 1);
    contextMaskRow(contextMask, x, mask, c);
    memory.fill(dNorms, 0, rowBytes);
    for (let y = 0; y < queries; y++) {
      const first = y * q;
      const offset = <usize>((x * queries * q + first) * c) << 2;
      if (!anyNonZero(dWeights + offset, q * c)) continue;
      const column = <usize>(x * c) << 2;
      const block = dot + <usize>first * stride + column;
      similarities(block, stride, queryNorm, queryMask, first, norms, mask, clipped, similarity, divisors, q, c, leaky, overQuery);
      // softmax, then alpha: alpha w (dw - sum w dw)
      if (overQuery) memory.fill(along, 0, rowBytes);
      for (let i = 0; i < q; i++) {
        const d = dLogit + <usize>i * rowBytes;
        const here = offset + (<usize>(i * c) << 2);
        padRow(dWeights + here, d, c, 0);
        let mean: f32 = 0;
        for (let j = 0; j < c; j++) mean += f32.load(weights + here + (<usize>j << 2)) * f32.load(d + (<usize>j << 2));
        for (let j = 0; j < c; j++) {
          const at = d + (<usize>j << 2);
          f32.store(at, alpha * f32.load(weights + here + (<usize>j << 2)) * (f32.load(at) - mean));
        }
        if (!overQuery) continue;
        const row = clipped + <usize>i * rowBytes;
        for (let j = 0; j < w; j += 4) {
          const at = <usize>j << 2;
          v128.store(along + at, f32x4.add(v128.load(along + at), f32x4.mul(v128.load(d + at), v128.load(row + at))));
        }
      }
      for (let i = 0; i < q; i++) {
        const row = clipped + <usize>i * rowBytes, d = dLogit + <usize>i * rowBytes, s = similarity + <usize>i * rowBytes;
        let own = one, ownAlong = none;
        if (!overQuery) {
          own = f32x4.splat(rowDivisor(row, w));
          let products = none;
          for (let j = 0; j < w; j += 4) {
            const at = <usize>j << 2;
            products = f32x4.add(products, f32x4.mul(v128.load(d + at), v128.load(row + at)));
          }
          ownAlong = f32x4.splat(sum4(products));
        }
        const real = f32x4.splat(maskAt(queryMask, first + i));
        const norm = f32x4.splat(f32.load(queryNorm + (<usize>(first + i) << 2)));
        let dNorm = none;
        for (let j = 0; j < w; j += 4) {
          const at = <usize>j << 2;
          const divisor = overQuery ? v128.load(divisors + at) : own;
          const length = f32x4.sub(divisor, epsilon);
          // The norm has no derivative at 0; there, the clipped values are 0 as well.
          const perLength = v128.and(f32x4.div(overQuery ? v128.load(along + at) : ownAlong, f32x4.mul(f32x4.mul(divisor, divisor), length)), f32x4.gt(length, none));
          let dClipped = f32x4.sub(f32x4.div(v128.load(d + at), divisor), f32x4.mul(v128.load(row + at), perLength));
          dClipped = f32x4.mul(dClipped, overQuery ? real : v128.load(mask + at));
          const value = v128.load(s + at);
          const slope = v128.bitselect(one, f32x4.splat(leaky ? SLOPE : 0), f32x4.gt(value, none));
          const product = f32x4.mul(norm, v128.load(norms + at));
          const dDotHere = f32x4.div(f32x4.mul(dClipped, slope), f32x4.max(product, epsilon));
          // Where the denominator is the epsilon, it is a constant.
          const dProduct = v128.and(f32x4.neg(f32x4.mul(dDotHere, value)), f32x4.gt(product, epsilon));
          dNorm = f32x4.add(dNorm, f32x4.mul(dProduct, v128.load(norms + at)));
          v128.store(dNorms + at, f32x4.add(v128.load(dNorms + at), f32x4.mul(dProduct, norm)));
          v128.store(d + at, dDotHere);
        }
        const target = dQueryNorm + (<usize>(first + i) << 2);
        f32.store(target, f32.load(target) + sum4(dNorm));
        memory.copy(dDot + <usize>(first + i) * stride + column, d, <usize>c << 2);
      }
    }
    memory.copy(dContextNorm + (<usize>(x * c) << 2), dNorms, <usize>c << 2);
  }
}
