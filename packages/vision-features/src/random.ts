/**
 * A seeded generator of uniform numbers in [0, 1): mulberry32 (Tommy Ettinger, public domain). The same seed gives the same sequence
 * on every machine.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` different whole numbers below `size`, in random order; all of them where there are no more. */
export function sampleIndices(size: number, count: number, random: () => number): number[] {
  const indices = Array.from({ length: size }, (_, i) => i);
  const taken = Math.min(size, count);
  for (let i = 0; i < taken; i++) {
    const other = i + Math.floor(random() * (size - i));
    const held = indices[i] as number;
    indices[i] = indices[other] as number;
    indices[other] = held;
  }
  return indices.slice(0, taken);
}
