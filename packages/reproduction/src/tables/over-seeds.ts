/** The mean of a figure over the seeds. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a sample over the seeds, of at least two values. */
export function standardDeviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}

/** One value unchanged, `46.1`; several as mean and standard deviation of a sample, `46.1 ± 0.8`. */
export function formatOverSeeds(values: readonly number[], decimals: number): string {
  if (values.length === 1) return mean(values).toFixed(decimals);
  return `${mean(values).toFixed(Math.max(1, decimals))} ± ${standardDeviation(values).toFixed(1)}`;
}
