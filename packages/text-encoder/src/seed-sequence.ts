/** Consecutive seeds from the first; `undefined`, which stands for chance, when there is no first. */
export function seedSequence(first: number | undefined): () => number | undefined {
  let next = first;
  return () => (next === undefined ? undefined : next++);
}
