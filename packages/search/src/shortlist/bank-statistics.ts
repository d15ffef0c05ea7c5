/**
 * `μ_i = mean_b S_ib`, `σ_i = √(mean_b (S_ib − μ_i)²)`: how the sentences of a bank score on each item. A score of a query is judged by
 * them: an item that every sentence likes says little about one of them.
 *
 * @param scores [items, sentences], row-major.
 * @returns [items, 2]
 */
export function bankStatistics(scores: Float32Array, sentences: number): Float32Array {
  const items = scores.length / sentences;
  const result = new Float32Array(items * 2);
  for (let item = 0; item < items; item++) {
    const row = scores.subarray(item * sentences, (item + 1) * sentences);
    const mean = row.reduce((sum, score) => sum + score, 0) / sentences;
    const variance = row.reduce((sum, score) => sum + (score - mean) ** 2, 0) / sentences;
    result.set([mean, Math.sqrt(variance)], 2 * item);
  }
  return result;
}

/** `√(mean_i σ_i²)` of bank statistics [items, 2]. */
export function pooledDeviation(statistics: Float32Array): number {
  const items = statistics.length / 2;
  let sum = 0;
  for (let item = 0; item < items; item++) sum += (statistics[2 * item + 1] as number) ** 2 / items;
  return Math.sqrt(sum);
}
