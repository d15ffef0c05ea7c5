/** Numbers that 4 bits have for one sign. */
const LEVELS = 8;

/** The steps that are tried, as shares of that which reaches the largest number. GloVe has a few large numbers in most vectors. */
const SHARES = Array.from({ length: 15 }, (_, i) => 0.3 + 0.05 * i);

/**
 * `q_i = ⌊v_i / s⌋ + 8` in 4 bits, so that `q_i − 7.5` has the direction of v: of some steps s, that with the largest cosine. Two numbers
 * are in a byte, the first in its low half. The length of v is not kept.
 *
 * @param vector not all 0.
 */
export function packVector(vector: Float32Array): Uint8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let best: { readonly cosine: number; readonly codes: number[] } = { cosine: Number.NEGATIVE_INFINITY, codes: [] };
  for (const share of SHARES) {
    const step = (share * largest) / (LEVELS - 0.5);
    const codes = Array.from(vector, (value) =>
      Math.max(0, Math.min(2 * LEVELS - 1, Math.floor(value / step) + LEVELS)),
    );
    const cosine = cosineOf(vector, codes);
    if (cosine > best.cosine) best = { cosine, codes };
  }
  const bytes = new Uint8Array(Math.ceil(vector.length / 2));
  best.codes.forEach((code, i) => {
    bytes[i >> 1] = (bytes[i >> 1] as number) | (code << (4 * (i & 1)));
  });
  return bytes;
}

/** `q − 7.5`: a vector with the direction of the packed one. */
export function unpackVector(bytes: Uint8Array, dimension: number): Float32Array {
  return Float32Array.from({ length: dimension }, (_, i) =>
    numberOf(((bytes[i >> 1] as number) >> (4 * (i & 1))) & 15),
  );
}

function numberOf(code: number): number {
  return code - LEVELS + 0.5;
}

/** The cosine with the vector, times the vector's length. */
function cosineOf(vector: Float32Array, codes: readonly number[]): number {
  let dot = 0;
  let squares = 0;
  codes.forEach((code, i) => {
    const value = numberOf(code);
    dot += value * (vector[i] as number);
    squares += value * value;
  });
  return dot / Math.sqrt(squares);
}
