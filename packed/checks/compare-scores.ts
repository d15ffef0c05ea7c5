/** The results of the stranger's program. */
export interface Scores {
  readonly engine: string;
  readonly summary: string;
  readonly scores: Readonly<Record<string, readonly number[]>>;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

/** Each list of numbers with its name. */
export function listsOf({ scores, gradients }: Scores): [string, readonly number[]][] {
  return [
    ...Object.entries(scores).map(([name, list]): [string, readonly number[]] => [`score ${name}`, list]),
    ...Object.entries(gradients).map(([name, list]): [string, readonly number[]] => [`gradient ${name}`, list]),
  ];
}

/** The largest difference between two runs; infinite where their lists differ in length, are empty, or hold something other than numbers. */
export function largestDifference(left: Scores, right: Scores): number {
  const others = new Map(listsOf(right));
  let largest = listsOf(left).length === others.size ? 0 : Number.POSITIVE_INFINITY;
  for (const [name, list] of listsOf(left)) {
    const other = others.get(name) ?? [];
    if (list.length === 0 || other.length !== list.length) return Number.POSITIVE_INFINITY;
    list.forEach((value, i) => {
      const difference = Math.abs(value - (other[i] as number));
      // Written so that a NaN, which JSON makes null, counts as a difference.
      if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    });
  }
  return largest;
}
