// The gated cosine of every query row with its attended context, and its gradient. No pair tensor is written to memory.
// For one context of c rows and the query row q with attention weights a (all vectors have D floats, D a multiple of 4):
//   e = sum_j a_j C_j,  g = sigmoid(P1 + sum_j a_j R1_j),  n = candidate(P2 + sum_j a_j R2_j),  v = q + g (n - q),
//   cosine = v.e / max(|v| |e|, 1e-8).
// Four query rows and four columns of the three products are computed at once, so that the twelve sums stay in registers.
import { onePlusExpMinus4, sum4 } from './vector-math';

const ROWS: i32 = 4;
/** Bytes of one packed block: four columns of R1, R2 and C. */
const BLOCK: i32 = 48;
const EPSILON: f32 = 1e-8;

/**
 * The updated query q + g (n - q) at four columns. Both sigmoids share one division: 1/a and 1/b are b/(ab) and a/(ab).
 * If `keep` is true, gate and candidate overwrite their arguments.
 */
@inline
function updated4(at: usize, q: v128, isTanh: bool, keep: bool): v128 {
  const argument = v128.load(at, 16);
  const a = onePlusExpMinus4(v128.load(at));
  const b = onePlusExpMinus4(isTanh ? f32x4.add(argument, argument) : argument);
  const inverse = f32x4.div(f32x4.splat(1), f32x4.mul(a, b));
  const g = f32x4.mul(inverse, b);
  const s = f32x4.mul(inverse, a);
  const n = isTanh ? f32x4.sub(f32x4.add(s, s), f32x4.splat(1)) : s;
  if (keep) {
    v128.store(at, g);
    v128.store(at, n, 16);
  }
  return f32x4.add(q, f32x4.mul(g, f32x4.sub(n, q)));
}

/** Copies R1, R2 and C [c, D] to [D/4][c][3][4], the order in which the inner loop reads them. */
function pack(r1: usize, r2: usize, context: usize, packed: usize, c: i32, d: i32): void {
  let to = packed;
  for (let column = 0; column < d; column += 4) {
    for (let j = 0; j < c; j++) {
      const at = <usize>(j * d + column) << 2;
      v128.store(to, v128.load(r1 + at));
      v128.store(to + 16, v128.load(r2 + at));
      v128.store(to + 32, v128.load(context + at));
      to += BLOCK;
    }
  }
}

/** The inverse of `pack`. */
function unpack(packed: usize, r1: usize, r2: usize, context: usize, c: i32, d: i32): void {
  let from = packed;
  for (let column = 0; column < d; column += 4) {
    for (let j = 0; j < c; j++) {
      const at = <usize>(j * d + column) << 2;
      v128.store(r1 + at, v128.load(from));
      v128.store(r2 + at, v128.load(from + 16));
      v128.store(context + at, v128.load(from + 32));
      from += BLOCK;
    }
  }
}

/**
 * The three attended products of four rows at one block of four columns, added to the query's own P1 and P2:
 * twelve vectors, written to `to` as [row][gate, candidate, e].
 */
@inline
function attendBlock(block: usize, c: i32, a0: usize, a1: usize, a2: usize, a3: usize, p1: usize, p2: usize, o0: usize, o1: usize, o2: usize, o3: usize, to: usize): void {
  let g0 = v128.load(p1 + o0), g1 = v128.load(p1 + o1), g2 = v128.load(p1 + o2), g3 = v128.load(p1 + o3);
  let n0 = v128.load(p2 + o0), n1 = v128.load(p2 + o1), n2 = v128.load(p2 + o2), n3 = v128.load(p2 + o3);
  let e0 = f32x4.splat(0), e1 = f32x4.splat(0), e2 = f32x4.splat(0), e3 = f32x4.splat(0);
  for (let j = 0; j < c; j++) {
    const at = <usize>j << 2;
    const w0 = v128.load32_splat(a0 + at), w1 = v128.load32_splat(a1 + at);
    const w2 = v128.load32_splat(a2 + at), w3 = v128.load32_splat(a3 + at);
    const r1 = v128.load(block);
    g0 = f32x4.add(g0, f32x4.mul(w0, r1));
    g1 = f32x4.add(g1, f32x4.mul(w1, r1));
    g2 = f32x4.add(g2, f32x4.mul(w2, r1));
    g3 = f32x4.add(g3, f32x4.mul(w3, r1));
    const r2 = v128.load(block, 16);
    n0 = f32x4.add(n0, f32x4.mul(w0, r2));
    n1 = f32x4.add(n1, f32x4.mul(w1, r2));
    n2 = f32x4.add(n2, f32x4.mul(w2, r2));
    n3 = f32x4.add(n3, f32x4.mul(w3, r2));
    const x = v128.load(block, 32);
    e0 = f32x4.add(e0, f32x4.mul(w0, x));
    e1 = f32x4.add(e1, f32x4.mul(w1, x));
    e2 = f32x4.add(e2, f32x4.mul(w2, x));
    e3 = f32x4.add(e3, f32x4.mul(w3, x));
    block += BLOCK;
  }
  v128.store(to, g0); v128.store(to, n0, 16); v128.store(to, e0, 32);
  v128.store(to, g1, 48); v128.store(to, n1, 64); v128.store(to, e1, 80);
  v128.store(to, g2, 96); v128.store(to, n2, 112); v128.store(to, e2, 128);
  v128.store(to, g3, 144); v128.store(to, n3, 160); v128.store(to, e3, 176);
}

/** Bytes of scratch memory that the forward pass needs. */
export function forwardScratch(rows: i32, c: i32, d: i32): i32 {
  return c * 3 * d * 4 + ROWS * BLOCK + rows * 4;
}

/** One more than the last context row with a nonzero weight. */
function usedColumns(attention: usize, rows: i32, c: i32): i32 {
  let used = 0;
  for (let u = 0; u < rows && used < c; u++) {
    const row = attention + (<usize>(u * c) << 2);
    for (let j = c - 1; j >= used; j--) {
      if (f32.load(row + (<usize>j << 2)) != 0) {
        used = j + 1;
        break;
      }
    }
  }
  return used;
}

/** Writes the indices of the rows with a nonzero weight to `list`, and returns their number. */
function listAttending(attention: usize, rows: i32, c: i32, list: usize): i32 {
  let count = 0;
  for (let u = 0; u < rows; u++) {
    const row = attention + (<usize>(u * c) << 2);
    for (let j = 0; j < c; j++) {
      if (f32.load(row + (<usize>j << 2)) != 0) {
        i32.store(list + (<usize>count << 2), u);
        count++;
        break;
      }
    }
  }
  return count;
}

/** The row at an index of the list; past the end, the last row. */
@inline
function rowAt(list: usize, index: i32, count: i32): i32 {
  return i32.load(list + (<usize>min(index, count - 1) << 2));
}

/** cosine[contexts, rows] of attention[contexts, rows, c] and the seven operands. */
export function forward(
  attention: usize, query: usize, p1: usize, p2: usize, context: usize, r1: usize, r2: usize,
  cosine: usize, contexts: i32, rows: i32, c: i32, d: i32, isTanh: bool, scratch: usize,
): void {
  const packed = scratch;
  const values = scratch + <usize>(c * 3 * d * 4);
  const active = values + <usize>(ROWS * BLOCK);
  const contextBytes = <usize>(c * d) << 2;
  memory.fill(cosine, 0, <usize>contexts * rows << 2);
  for (let x = 0; x < contexts; x++) {
    const offset = <usize>x * contextBytes;
    const base = attention + (<usize>x * rows * c << 2);
    // Rows that attend to nothing (padded words) have the cosine 0. Context rows after the last one with a weight (padding) are not read.
    const used = usedColumns(base, rows, c);
    const count = listAttending(base, rows, c, active);
    const blockBytes = <usize>(used * BLOCK);
    pack(r1 + offset, r2 + offset, context + offset, packed, used, d);
    for (let first = 0; first < count; first += ROWS) {
      const u0 = rowAt(active, first, count), u1 = rowAt(active, first + 1, count);
      const u2 = rowAt(active, first + 2, count), u3 = rowAt(active, first + 3, count);
      const a0 = base + (<usize>(u0 * c) << 2), a1 = base + (<usize>(u1 * c) << 2);
      const a2 = base + (<usize>(u2 * c) << 2), a3 = base + (<usize>(u3 * c) << 2);
      let vv0 = f32x4.splat(0), vv1 = f32x4.splat(0), vv2 = f32x4.splat(0), vv3 = f32x4.splat(0);
      let ee0 = f32x4.splat(0), ee1 = f32x4.splat(0), ee2 = f32x4.splat(0), ee3 = f32x4.splat(0);
      let ve0 = f32x4.splat(0), ve1 = f32x4.splat(0), ve2 = f32x4.splat(0), ve3 = f32x4.splat(0);
      let block = packed;
      for (let column = 0; column < d; column += 4) {
        const o0 = <usize>(u0 * d + column) << 2, o1 = <usize>(u1 * d + column) << 2;
        const o2 = <usize>(u2 * d + column) << 2, o3 = <usize>(u3 * d + column) << 2;
        attendBlock(block, used, a0, a1, a2, a3, p1, p2, o0, o1, o2, o3, values);
        block += blockBytes;
        let q = v128.load(query + o0), e = v128.load(values, 32);
        let v = updated4(values, q, isTanh, false);
        vv0 = f32x4.add(vv0, f32x4.mul(v, v)); ee0 = f32x4.add(ee0, f32x4.mul(e, e)); ve0 = f32x4.add(ve0, f32x4.mul(v, e));
        q = v128.load(query + o1); e = v128.load(values, 80);
        v = updated4(values + 48, q, isTanh, false);
        vv1 = f32x4.add(vv1, f32x4.mul(v, v)); ee1 = f32x4.add(ee1, f32x4.mul(e, e)); ve1 = f32x4.add(ve1, f32x4.mul(v, e));
        q = v128.load(query + o2); e = v128.load(values, 128);
        v = updated4(values + 96, q, isTanh, false);
        vv2 = f32x4.add(vv2, f32x4.mul(v, v)); ee2 = f32x4.add(ee2, f32x4.mul(e, e)); ve2 = f32x4.add(ve2, f32x4.mul(v, e));
        q = v128.load(query + o3); e = v128.load(values, 176);
        v = updated4(values + 144, q, isTanh, false);
        vv3 = f32x4.add(vv3, f32x4.mul(v, v)); ee3 = f32x4.add(ee3, f32x4.mul(e, e)); ve3 = f32x4.add(ve3, f32x4.mul(v, e));
      }
      const out = cosine + (<usize>(x * rows) << 2);
      f32.store(out + (<usize>u0 << 2), cosineOf(ve0, vv0, ee0));
      f32.store(out + (<usize>u1 << 2), cosineOf(ve1, vv1, ee1));
      f32.store(out + (<usize>u2 << 2), cosineOf(ve2, vv2, ee2));
      f32.store(out + (<usize>u3 << 2), cosineOf(ve3, vv3, ee3));
    }
  }
}

@inline
function cosineOf(ve: v128, vv: v128, ee: v128): f32 {
  return sum4(ve) / max(sqrt(sum4(vv)) * sqrt(sum4(ee)), EPSILON);
}

/** Bytes of scratch memory that the backward pass needs. */
export function backwardScratch(rows: i32, c: i32, d: i32): i32 {
  // R packed and its gradient; the blocks of four rows; the gradient of their attention; the list of rows that have a gradient.
  return 2 * c * 3 * d * 4 + ROWS * 3 * d * 4 + c * ROWS * 16 + rows * 4;
}

/**
 * The gradient of `forward`. Rows whose gradient is zero are skipped: with a hinge loss of hardest negatives, most pairs have none.
 * The gradients of query, P1 and P2 are sums over the contexts and are ADDED to the existing values; the others are written.
 */
export function backward(
  attention: usize, query: usize, p1: usize, p2: usize, context: usize, r1: usize, r2: usize, dCosine: usize,
  dAttention: usize, dQuery: usize, dP1: usize, dP2: usize, dContext: usize, dR1: usize, dR2: usize,
  contexts: i32, rows: i32, c: i32, d: i32, isTanh: bool, scratch: usize,
): void {
  const packedBytes = <usize>(c * 3 * d) << 2;
  const packed = scratch;
  const dPacked = packed + packedBytes;
  const values = dPacked + packedBytes;
  const dWeights = values + (<usize>(ROWS * 3 * d) << 2);
  const active = dWeights + <usize>(c * ROWS * 16);
  const contextBytes = <usize>(c * d) << 2;
  const blockBytes = <usize>(c * BLOCK);
  memory.fill(dAttention, 0, <usize>contexts * rows * c << 2);
  for (let x = 0; x < contexts; x++) {
    const offset = <usize>x * contextBytes;
    const dy = dCosine + (<usize>(x * rows) << 2);
    let count = 0;
    for (let u = 0; u < rows; u++) {
      if (f32.load(dy + (<usize>u << 2)) != 0) {
        i32.store(active + (<usize>count << 2), u);
        count++;
      }
    }
    memory.fill(dPacked, 0, packedBytes);
    if (count > 0) pack(r1 + offset, r2 + offset, context + offset, packed, c, d);
    const base = attention + (<usize>x * rows * c << 2);
    const dBase = dAttention + (<usize>x * rows * c << 2);
    for (let first = 0; first < count; first += ROWS) {
      const u0 = rowAt(active, first, count), u1 = rowAt(active, first + 1, count);
      const u2 = rowAt(active, first + 2, count), u3 = rowAt(active, first + 3, count);
      const a0 = base + (<usize>(u0 * c) << 2), a1 = base + (<usize>(u1 * c) << 2);
      const a2 = base + (<usize>(u2 * c) << 2), a3 = base + (<usize>(u3 * c) << 2);
      for (let column = 0; column < d; column += 4) {
        const o0 = <usize>(u0 * d + column) << 2, o1 = <usize>(u1 * d + column) << 2;
        const o2 = <usize>(u2 * d + column) << 2, o3 = <usize>(u3 * d + column) << 2;
        const index = <usize>(column >> 2);
        attendBlock(packed + index * blockBytes, c, a0, a1, a2, a3, p1, p2, o0, o1, o2, o3, values + index * (ROWS * BLOCK));
      }
      // The last group may repeat its last row; the gradient of a repetition is skipped.
      rowGradient(values, dy, u0, false, query, dQuery, dP1, dP2, d, isTanh);
      rowGradient(values + BLOCK, dy, u1, first + 1 >= count, query, dQuery, dP1, dP2, d, isTanh);
      rowGradient(values + 2 * BLOCK, dy, u2, first + 2 >= count, query, dQuery, dP1, dP2, d, isTanh);
      rowGradient(values + 3 * BLOCK, dy, u3, first + 3 >= count, query, dQuery, dP1, dP2, d, isTanh);
      memory.fill(dWeights, 0, <usize>(c * ROWS * 16));
      for (let index: usize = 0, blocks = <usize>(d >> 2); index < blocks; index++) {
        contextGradient(values + index * (ROWS * BLOCK), packed + index * blockBytes, dPacked + index * blockBytes, dWeights, c, a0, a1, a2, a3);
      }
      for (let j = 0; j < c; j++) {
        const from = dWeights + <usize>(j * ROWS * 16);
        const at = <usize>j << 2;
        addTo(dBase + (<usize>(u0 * c) << 2) + at, sum4(v128.load(from)));
        addTo(dBase + (<usize>(u1 * c) << 2) + at, sum4(v128.load(from, 16)));
        addTo(dBase + (<usize>(u2 * c) << 2) + at, sum4(v128.load(from, 32)));
        addTo(dBase + (<usize>(u3 * c) << 2) + at, sum4(v128.load(from, 48)));
      }
    }
    unpack(dPacked, dR1 + offset, dR2 + offset, dContext + offset, c, d);
  }
}

@inline
function addTo(at: usize, value: f32): void {
  f32.store(at, f32.load(at) + value);
}

/**
 * Replaces one row's [gate, candidate, e] (every ROWS-th block from `values`) by the gradients with respect to them,
 * and adds the row's gradients with respect to query, P1 and P2.
 */
function rowGradient(
  values: usize, dCosine: usize, u: i32, repeated: bool, query: usize, dQuery: usize, dP1: usize, dP2: usize, d: i32, isTanh: bool,
): void {
  const step: usize = ROWS * BLOCK;
  const one = f32x4.splat(1);
  const offset = <usize>(u * d) << 2;
  let vv = f32x4.splat(0), ee = f32x4.splat(0), ve = f32x4.splat(0);
  let at = values;
  for (let column = 0; column < d; column += 4) {
    const q = v128.load(query + offset + (<usize>column << 2));
    const e = v128.load(at, 32);
    const v = updated4(at, q, isTanh, true);
    vv = f32x4.add(vv, f32x4.mul(v, v));
    ee = f32x4.add(ee, f32x4.mul(e, e));
    ve = f32x4.add(ve, f32x4.mul(v, e));
    at += step;
  }
  const normV = sqrt(sum4(vv)), normE = sqrt(sum4(ee)), product = normV * normE;
  const dy: f32 = repeated ? 0 : f32.load(dCosine + (<usize>u << 2));
  // d cos/dv = e / (|v||e|) - cos v / |v|^2, without the second term where the denominator is the epsilon.
  const scale = f32x4.splat(dy / max(product, EPSILON));
  const held = product <= EPSILON;
  const cosine = sum4(ve) / max(product, EPSILON);
  const shrinkV = f32x4.splat(held ? 0 : (dy * cosine) / (normV * normV));
  const shrinkE = f32x4.splat(held ? 0 : (dy * cosine) / (normE * normE));
  at = values;
  for (let column = 0; column < d; column += 4) {
    const here = offset + (<usize>column << 2);
    const q = v128.load(query + here);
    const g = v128.load(at), n = v128.load(at, 16), e = v128.load(at, 32);
    const difference = f32x4.sub(n, q);
    const v = f32x4.add(q, f32x4.mul(g, difference));
    const dv = f32x4.sub(f32x4.mul(scale, e), f32x4.mul(shrinkV, v));
    const slope = isTanh ? f32x4.sub(one, f32x4.mul(n, n)) : f32x4.mul(n, f32x4.sub(one, n));
    const dGate = f32x4.mul(f32x4.mul(dv, difference), f32x4.mul(g, f32x4.sub(one, g)));
    const dCandidate = f32x4.mul(f32x4.mul(dv, g), slope);
    v128.store(at, dGate);
    v128.store(at, dCandidate, 16);
    v128.store(at, f32x4.sub(f32x4.mul(scale, v), f32x4.mul(shrinkE, e)), 32);
    v128.store(dP1 + here, f32x4.add(v128.load(dP1 + here), dGate));
    v128.store(dP2 + here, f32x4.add(v128.load(dP2 + here), dCandidate));
    v128.store(dQuery + here, f32x4.add(v128.load(dQuery + here), f32x4.mul(dv, f32x4.sub(one, g))));
    at += step;
  }
}

/** One block of columns: adds the four rows' gradients to those of the packed context and of the four rows' attention weights. */
@inline
function contextGradient(
  values: usize, block: usize, dBlock: usize, dWeights: usize, c: i32, a0: usize, a1: usize, a2: usize, a3: usize,
): void {
  const g0 = v128.load(values), n0 = v128.load(values, 16), e0 = v128.load(values, 32);
  const g1 = v128.load(values, 48), n1 = v128.load(values, 64), e1 = v128.load(values, 80);
  const g2 = v128.load(values, 96), n2 = v128.load(values, 112), e2 = v128.load(values, 128);
  const g3 = v128.load(values, 144), n3 = v128.load(values, 160), e3 = v128.load(values, 176);
  for (let j = 0; j < c; j++) {
    const at = <usize>j << 2;
    const w0 = v128.load32_splat(a0 + at), w1 = v128.load32_splat(a1 + at);
    const w2 = v128.load32_splat(a2 + at), w3 = v128.load32_splat(a3 + at);
    const r1 = v128.load(block), r2 = v128.load(block, 16), x = v128.load(block, 32);
    v128.store(dBlock, f32x4.add(v128.load(dBlock), f32x4.add(f32x4.add(f32x4.mul(w0, g0), f32x4.mul(w1, g1)), f32x4.add(f32x4.mul(w2, g2), f32x4.mul(w3, g3)))));
    v128.store(dBlock, f32x4.add(v128.load(dBlock, 16), f32x4.add(f32x4.add(f32x4.mul(w0, n0), f32x4.mul(w1, n1)), f32x4.add(f32x4.mul(w2, n2), f32x4.mul(w3, n3)))), 16);
    v128.store(dBlock, f32x4.add(v128.load(dBlock, 32), f32x4.add(f32x4.add(f32x4.mul(w0, e0), f32x4.mul(w1, e1)), f32x4.add(f32x4.mul(w2, e2), f32x4.mul(w3, e3)))), 32);
    v128.store(dWeights, f32x4.add(v128.load(dWeights), f32x4.add(f32x4.add(f32x4.mul(r1, g0), f32x4.mul(r2, n0)), f32x4.mul(x, e0))));
    v128.store(dWeights, f32x4.add(v128.load(dWeights, 16), f32x4.add(f32x4.add(f32x4.mul(r1, g1), f32x4.mul(r2, n1)), f32x4.mul(x, e1))), 16);
    v128.store(dWeights, f32x4.add(v128.load(dWeights, 32), f32x4.add(f32x4.add(f32x4.mul(r1, g2), f32x4.mul(r2, n2)), f32x4.mul(x, e2))), 32);
    v128.store(dWeights, f32x4.add(v128.load(dWeights, 48), f32x4.add(f32x4.add(f32x4.mul(r1, g3), f32x4.mul(r2, n3)), f32x4.mul(x, e3))), 48);
    block += BLOCK;
    dBlock += BLOCK;
    dWeights += 64;
  }
}
