export const NORMALISATIONS = ['min-max', 'z-score', 'none'] as const;

/**
 * How the scores of one query of one run are brought to a common scale:
 * - `min-max`: (s − min) / (max − min); 1 where all scores are equal, so that a retrieved item still ranks above one that is not
 * - `z-score`: (s − mean) / standard deviation; 0 where all scores are equal
 * - `none`: s
 */
export type Normalisation = (typeof NORMALISATIONS)[number];

/** The scores of one query, normalised. */
export function normaliseScores(
  scores: ReadonlyMap<string, number>,
  normalisation: Normalisation,
): Map<string, number> {
  const values = [...scores.values()];
  const lowest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const spread = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - lowest;
  const average = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
  const scale = {
    'min-max': (score: number) => (spread === 0 ? 1 : (score - lowest) / spread),
    'z-score': (score: number) => (spread === 0 ? 0 : (score - average) / deviation),
    none: (score: number) => score,
  }[normalisation];
  return new Map(Array.from(scores, ([item, score]) => [item, scale(score)]));
}
