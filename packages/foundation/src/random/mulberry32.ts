/**
 * Uniform 32-bit integers from a seed: mulberry32 (Tommy Ettinger, public domain). The same seed gives the same sequence on every
 * machine and in every release.
 */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** {@link mulberry32} as uniform numbers in [0, 1). */
export function mulberry32Numbers(seed: number): () => number {
  const integer = mulberry32(seed);
  return () => integer() / 2 ** 32;
}
