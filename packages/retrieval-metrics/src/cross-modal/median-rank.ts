import { type FirstRanks, hitProbability } from './first-ranks';

/** Above the rounding of the sums of probabilities, far below the 1 / n by which true shares differ. */
const slack = 1e-9;

/**
 * MedR = ⌊median of the 0-based ranks⌋ + 1, the convention of VSE++ and SCAN.
 *
 * Under `expected` ties the median is over the pooled ranks of all queries in all orders of their equal scores: the rank at which the
 * expected share of queries found, F(K) = mean P(rank ≤ K), crosses one half. Where F is exactly one half over several ranks, the
 * median is the middle between their ends, as for an even number of plain ranks. Without ties this is the plain median.
 * Every rank is at most `gallery` + 1. NaN without queries.
 */
export function medianRank(ranks: FirstRanks, gallery: number): number {
  if (ranks.above.length === 0) return Number.NaN;
  const lower = firstRankWhere((share) => share >= 0.5 - slack);
  const upper = firstRankWhere((share) => share > 0.5 + slack);
  return Math.floor((lower + upper) / 2 - 1) + 1;

  function firstRankWhere(reached: (share: number) => boolean): number {
    let [low, high] = [1, gallery + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(shareFound(ranks, middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function shareFound({ above, tied, relevant }: FirstRanks, k: number): number {
  let found = 0;
  for (let q = 0; q < above.length; q++) {
    found += hitProbability(above[q] as number, tied[q] as number, relevant[q] as number, k);
  }
  return found / above.length;
}
