// Four floats at a time. An exponential enters a sigmoid or a softmax, so its argument is clamped to the range where it still counts in
// float32.

/** 1 + e^-x, for |x| up to 43: for larger |x| its square would exceed the range of a float. The relative error near 0 is below 3e-7. */
@inline
export function onePlusExpMinus4(x: v128): v128 {
  return f32x4.add(expMinus4(x), f32x4.splat(1));
}

/** e^-x, for |x| up to 43; beyond it, the value there. */
@inline
export function expMinus4(x: v128): v128 {
  // pmin and pmax are one instruction each, min and max are seven. In this order of operands they propagate a NaN.
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(43)), f32x4.splat(-43));
  // Adding 1.5 * 2^23 rounds to a whole number n and leaves it in the low bits.
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(-1.44269504)), f32x4.splat(12582912));
  const n = f32x4.sub(shifted, f32x4.splat(12582912));
  const r = f32x4.neg(f32x4.add(x, f32x4.mul(n, f32x4.splat(0.69314718))));
  // Cephes' polynomial for e^r on |r| <= ln 2 / 2.
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), f32x4.add(r, f32x4.splat(1)));
  // Times 2^n: n is added to the exponent.
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), onePlusExpMinus4(x));
}

@inline
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** The largest lane; NaN if one is. */
@inline
export function max4(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}
