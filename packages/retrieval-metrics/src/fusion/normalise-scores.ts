export const NORMALISATIONS = ['min-max', 'z-score', 'max', 'sum', 'rank', 'none'] as const;

/**
 * How the scores of one query of one run are brought to a common scale:
 * - `min-max`: (s − min) / (max − min); 1 where all scores are equal, so that a retrieved item still ranks above one that is not
 * - `z-score`: (s − mean) / standard deviation; 0 where all scores are equal
 * - `max`: s / max, for scores of at least 0; a maximum of 0 or below divides by 1e-9, as in ranx
 * - `sum`: (s − min) / Σ (s − min); 1 / n where all scores are equal
 * - `rank`: 1 − (rank − 1) / n over n retrieved items, equal scores sharing the mean of their ranks (Borda count, over n)
 * - `none`: s
 *
 * The finite scores decide the scale. A score of Infinity stays Infinity and one of -Infinity stays -Infinity, except under `rank`,
 * where they are the first and the last. Sources: Montague & Aslam, CIKM 2001 (`min-max`, `z-score`, `sum`); ranx (`max`, `rank`).
 */
export type Normalisation = (typeof NORMALISATIONS)[number];

/** The scores of one query, normalised. None of them is NaN. */
export function normaliseScores(
  scores: ReadonlyMap<string, number>,
  normalisation: Normalisation,
): Map<string, number> {
  if (normalisation === 'none') return new Map(scores);
  if (normalisation === 'rank') {
    return new Map(Array.from(rankedScores(scores), ([item, rank]) => [item, 1 - (rank - 1) / scores.size]));
  }
  const finite = Float64Array.from([...scores.values()].filter(Number.isFinite));
  const scale = scales[normalisation](finite);
  return new Map(Array.from(scores, ([item, score]) => [item, Number.isFinite(score) ? scale(score) : score]));
}

/** The rank of each item from 1, equal scores sharing the mean of their ranks. */
export function rankedScores(scores: ReadonlyMap<string, number>): Map<string, number> {
  const sorted = [...scores].sort(([, a], [, b]) => Number(b > a) - Number(b < a));
  const ranks = new Map<string, number>();
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end]?.[1] === sorted[start]?.[1]) end++;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) ranks.set((sorted[i] as [string, number])[0], rank);
    start = end;
  }
  return ranks;
}

const scales: Readonly<
  Record<Exclude<Normalisation, 'none' | 'rank'>, (finite: Float64Array) => (score: number) => number>
> = {
  'min-max': unitScale,
  'z-score': standardScale,
  max(finite) {
    const highest = Math.max(extremes(finite).highest, 1e-9);
    return (score) => score / highest;
  },
  sum(finite) {
    const { lowest, spread } = extremes(finite);
    if (spread === 0) return () => 1 / finite.length;
    // Shares of the spread have a sum that does not overflow.
    const unit = unitScale(finite);
    const total = finite.reduce((sum, score) => sum + (Number.isFinite(spread) ? score - lowest : unit(score)), 0);
    if (!Number.isFinite(spread) || !Number.isFinite(total)) {
      const shares = finite.reduce((sum, score) => sum + unit(score), 0);
      return (score) => unit(score) / shares;
    }
    return (score) => (score - lowest) / total;
  },
};

function unitScale(finite: Float64Array): (score: number) => number {
  const { lowest, highest, spread } = extremes(finite);
  if (spread === 0) return () => 1;
  // max − min of scores near ±1.8e308 is no double; that of their halves is.
  if (spread === Number.POSITIVE_INFINITY) return (score) => (score / 2 - lowest / 2) / (highest / 2 - lowest / 2);
  return (score) => (score - lowest) / spread;
}

function standardScale(finite: Float64Array): (score: number) => number {
  const { spread } = extremes(finite);
  if (spread === 0) return () => 0;
  const momentsOf = (values: Float64Array) => {
    const average = values.reduce((a, b) => a + b, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
    return { average, deviation };
  };
  const { average, deviation } = momentsOf(finite);
  if (deviation > 1e-140 && deviation < 1e140) return (score) => (score - average) / deviation;
  // The z-score does not depend on the unit, and shares of the spread have squares that a double holds.
  const unit = unitScale(finite);
  const shares = momentsOf(finite.map(unit));
  return (score) => (unit(score) - shares.average) / shares.deviation;
}

function extremes(values: Float64Array): { lowest: number; highest: number; spread: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, highest, spread: highest - lowest };
}
