/** One chart of each kind, as SVG text. */
export function drawCharts(
  charts: Pick<typeof import('@rs-sam/charts'), 'barChart' | 'confusionMatrix' | 'lineChart'>,
): string[];
