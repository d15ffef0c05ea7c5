/** An item of a gallery with its score. */
export interface Hit<T> {
  readonly item: T;
  readonly score: number;
}

/** The items with their scores, highest score first; items with equal scores keep their order. */
export function ranked<T>(items: readonly T[], scoreOf: (index: number) => number): Hit<T>[] {
  return items.map((item, index) => ({ item, score: scoreOf(index) })).sort((a, b) => b.score - a.score);
}
