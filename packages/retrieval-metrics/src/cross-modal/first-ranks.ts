/**
 * Where the best relevant item of each query stands, which is all that R@K, MedR and MeanR need: `above` irrelevant items score
 * higher, and it shares its score with `tied` irrelevant and `relevant` relevant ones (itself included) in uniformly random
 * order. A tie policy other than `expected` has already settled the order: then `tied` is 0.
 */
export interface FirstRanks {
  readonly above: Uint32Array;
  readonly tied: Uint32Array;
  /** 0 marks a query that nothing is relevant to. */
  readonly relevant: Uint32Array;
}

/**
 * P(rank ≤ K) = 1 − C(E, d) / C(E + m, d), d = K − above: some of the m relevant items fall into the first d places of a tie with
 * E irrelevant ones. Both quotients below are that binomial one; the shorter is multiplied out.
 */
export function hitProbability(above: number, tied: number, relevant: number, k: number): number {
  const places = k - above;
  if (places <= 0) return 0;
  if (places > tied) return 1;
  let miss = 1;
  if (places < relevant) for (let i = 0; i < places; i++) miss *= (tied - i) / (tied + relevant - i);
  else for (let i = 1; i <= relevant; i++) miss *= (tied - places + i) / (tied + i);
  return 1 - miss;
}

/** E[rank] = above + 1 + E / (m + 1): the E irrelevant items fall evenly into the m + 1 gaps between the relevant ones. */
export function expectedRank(above: number, tied: number, relevant: number): number {
  return above + 1 + tied / (relevant + 1);
}
