const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

/** Every half as a float: 256 KiB, made when first needed. A table is several times as fast as taking the bits apart. */
let halves: Float32Array | undefined;

/**
 * IEEE 754 half precision (`float16`), rounded to the nearest, ties to even, as NumPy's `astype('<f2')`.
 * Above 65,504 a number becomes infinite; NaN stays NaN.
 *
 * @returns The bits of each.
 */
export function toFloat16(values: Float32Array): Uint16Array {
  const result = new Uint16Array(values.length);
  for (let index = 0; index < values.length; index++) {
    FLOAT[0] = values[index] as number;
    const bits = BITS[0] as number;
    const sign = (bits >>> 16) & 0x8000;
    const magnitude = bits & 0x7fffffff;
    result[index] = sign | (magnitude >= 0x38800000 ? normal(magnitude) : subnormal(magnitude));
  }
  return result;
}

/**
 * The floats of half-precision bits, exact; written to `result` from `offset` on where they are given. The bits may be the second half of
 * the bytes that they are written to: each is read before it is overwritten.
 */
export function fromFloat16(
  bits: Uint16Array,
  result: Float32Array = new Float32Array(bits.length),
  offset = 0,
): Float32Array {
  halves ??= Float32Array.from({ length: 1 << 16 }, (_, half) => decode(half));
  const table = halves;
  for (let index = 0; index < bits.length; index++) result[offset + index] = table[bits[index] as number] as number;
  return result;
}

/** 112 = 127 − 15, the exponents' biases; 13 bits of the fraction fall away. */
function normal(magnitude: number): number {
  if (magnitude > 0x7f800000) return 0x7e00;
  if (magnitude >= 0x47800000) return 0x7c00;
  const odd = (magnitude >>> 13) & 1;
  // A carry out of the fraction raises the exponent, at the very top to infinity: just what rounding means.
  return (magnitude - 0x38000000 + 0xfff + odd) >>> 13;
}

/** Below 2⁻¹⁴ a half counts in steps of 2⁻²⁴: adding 2⁻¹ makes the float's own rounding do ours. */
function subnormal(magnitude: number): number {
  BITS[0] = magnitude;
  FLOAT[0] = (FLOAT[0] as number) + 0.5;
  return (BITS[0] as number) - 0x3f000000;
}

function decode(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
