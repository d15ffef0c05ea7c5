/**
 * The place of the best relevant item of each query, from which R@K, MedR and MeanR follow: `above` irrelevant items score higher;
 * `tied` irrelevant and `relevant` relevant items (itself included) have the same score, in uniformly random order. A tie policy
 * other than `expected` has already fixed the order: then `tied` is 0.
 */
export interface FirstRanks {
  readonly above: Uint32Array;
  readonly tied: Uint32Array;
  /** 0 for a query without relevant items. */
  readonly relevant: Uint32Array;
}

// #region expected
/**
 * P(rank ≤ K) = 1 − C(E, d) / C(E + m, d), d = K − above: at least one of the m relevant items is in the first d places of a tie with
 * E irrelevant ones. Both loops below compute this quotient of binomials; the shorter one runs.
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

/** E[rank] = above + 1 + E / (m + 1): the E irrelevant items are spread evenly over the m + 1 gaps around the relevant ones. */
export function expectedRank(above: number, tied: number, relevant: number): number {
  return above + 1 + tied / (relevant + 1);
}
// #endregion expected
