/** Consecutive seeds from the first. Without a first seed each one is `undefined`, which draws a random one. */
export function seedSequence(first: number | undefined): () => number | undefined {
  let next = first;
  return () => (next === undefined ? undefined : next++);
}
