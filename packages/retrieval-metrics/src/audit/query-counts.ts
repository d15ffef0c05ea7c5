/**
 * Whether a recall printed with `decimals` decimals can come from `queries` queries: an integer number h of hits has
 * |100 h / queries − recall| ≤ half a unit of the last decimal.
 */
export function printable(recall: number, queries: number, decimals: number): boolean {
  const hits = Math.round((recall / 100) * queries);
  return hits <= queries && Math.abs((100 * hits) / queries - recall) <= 0.5 * 10 ** -decimals + 1e-9;
}

/**
 * The numbers of queries that all these recalls can come from, ascending, below 10^(decimals + 2): from there on every recall is
 * possible.
 */
export function queryCounts(recalls: readonly number[], decimals: number): number[] {
  const counts: number[] = [];
  for (let queries = 1; queries < 10 ** (decimals + 2); queries++) {
    if (recalls.every((recall) => printable(recall, queries, decimals))) counts.push(queries);
  }
  return counts;
}

/**
 * The chance that all recalls of `claimed` queries, rounded, equal recalls of `smaller` queries, if every number of hits were equally
 * likely: (share of the hits 0 … claimed whose recall `smaller` can print)^recalls.
 */
export function chanceOfFewer(claimed: number, smaller: number, recalls: number, decimals: number): number {
  let both = 0;
  for (let hits = 0; hits <= claimed; hits++) {
    const printed = Number(((100 * hits) / claimed).toFixed(decimals));
    if (printable(printed, smaller, decimals)) both++;
  }
  return (both / (claimed + 1)) ** recalls;
}
