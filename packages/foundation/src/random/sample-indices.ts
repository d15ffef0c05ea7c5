import type { Random } from './seeded-random';

/** `count` different integers below `size`, in random order; all of them where there are no more. */
export function sampleIndices(size: number, count: number, random: Random): number[] {
  const indices = Array.from({ length: size }, (_, i) => i);
  const taken = Math.min(size, count);
  for (let i = 0; i < taken; i++) {
    const other = i + Math.floor(random() * (size - i));
    [indices[i], indices[other]] = [indices[other] as number, indices[i] as number];
  }
  return indices.slice(0, taken);
}
