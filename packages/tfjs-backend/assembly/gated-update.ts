// The gated update of every query row, and its gradient, in one pass each; composed operations make a dozen. D is a multiple of 4.
// A row of the argument a = ofContext + ofQuery has D floats for the gate and D floats for the candidate:
//   g = sigmoid(a_g) = 1 / (1 + e), o = tanh(a_o) = (1 - f) / (1 + f) with e = exp(-a_g), f = exp(-2 a_o),
//   q' = g q + (1 - g) o = (q (1 + f) + e (1 - f)) / ((1 + e) (1 + f)): one division.
// There are `rows` rows of ofContext and `queryRows` rows of ofQuery and query, which begin again where they end.
import { expMinus4 } from './vector-math';

/** q' [rows, D] */
export function gatedUpdate(
  ofContext: usize, ofQuery: usize, query: usize, to: usize,
  rows: i32, queryRows: i32, width: i32,
): void {
  const bytes = <usize>width << 2, one = f32x4.splat(1);
  for (let i = 0; i < rows; i++) {
    const row = <usize>(i % queryRows) * bytes;
    const a = ofContext + 2 * <usize>i * bytes, b = ofQuery + 2 * row, q = query + row, y = to + <usize>i * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      const e = expMinus4(argument4(a + at, b + at)), f = expMinusTwice4(argument4(a + bytes + at, b + bytes + at));
      const product = f32x4.mul(f32x4.add(one, e), f32x4.add(one, f));
      const sum = f32x4.add(f32x4.mul(v128.load(q + at), f32x4.add(one, f)), f32x4.mul(e, f32x4.sub(one, f)));
      v128.store(y + at, f32x4.div(sum, product));
    }
  }
}

/** da_g = dy (q - o) g (1 - g), da_o = dy (1 - g) (1 - o^2), written to dArgument [rows, 2D]; dy g is added to dQuery [queryRows, D]. */
export function gatedUpdateGradient(
  ofContext: usize, ofQuery: usize, query: usize, dy: usize, dArgument: usize, dQuery: usize,
  rows: i32, queryRows: i32, width: i32,
): void {
  const bytes = <usize>width << 2, one = f32x4.splat(1);
  for (let i = 0; i < rows; i++) {
    const row = <usize>(i % queryRows) * bytes;
    const a = ofContext + 2 * <usize>i * bytes, b = ofQuery + 2 * row, to = dArgument + 2 * <usize>i * bytes;
    const q = query + row, dq = dQuery + row, d = dy + <usize>i * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      const e = expMinus4(argument4(a + at, b + at)), f = expMinusTwice4(argument4(a + bytes + at, b + bytes + at));
      const inverse = f32x4.div(one, f32x4.mul(f32x4.add(one, e), f32x4.add(one, f)));
      const g = f32x4.mul(inverse, f32x4.add(one, f));
      const o = f32x4.mul(f32x4.mul(inverse, f32x4.add(one, e)), f32x4.sub(one, f));
      const slope = v128.load(d + at), kept = f32x4.mul(slope, g), rest = f32x4.sub(slope, kept);
      v128.store(to + at, f32x4.mul(f32x4.mul(rest, g), f32x4.sub(v128.load(q + at), o)));
      v128.store(to + bytes + at, f32x4.mul(rest, f32x4.sub(one, f32x4.mul(o, o))));
      v128.store(dq + at, f32x4.add(v128.load(dq + at), kept));
    }
  }
}

@inline
function argument4(ofContext: usize, ofQuery: usize): v128 {
  return f32x4.add(v128.load(ofContext), v128.load(ofQuery));
}

@inline
function expMinusTwice4(x: v128): v128 {
  return expMinus4(f32x4.add(x, x));
}
