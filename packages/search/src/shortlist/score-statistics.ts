/** How a model scores images with sentences that were not written for them. */
export interface ScoreStatistics {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

/**
 * `μ = mean S`, `σ = √(mean (S − μ)²)` over the scores of all pairs of a sample. The few pairs that belong together are among them: one in a
 * thousand does not matter.
 */
export function scoreStatistics(scores: Float32Array): ScoreStatistics {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  return { mean, deviation: Math.sqrt(variance) };
}
