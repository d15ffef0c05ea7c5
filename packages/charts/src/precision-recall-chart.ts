import { checkOptions, matching } from '@rs-sam/foundation/options';
import type { ChartFrame } from './frame';
import { lineChart } from './line-chart';
import { frameRules } from './option-rules';

/** A curve of one run, as `interpolatedCurve` of `@rs-sam/retrieval-metrics/ranking` returns it. */
export interface PrecisionRecallSeries {
  readonly name: string;
  readonly curve: readonly { readonly recall: number; readonly precision: number }[];
}

export interface PrecisionRecallOptions extends ChartFrame {
  readonly series: readonly PrecisionRecallSeries[];
}

const isPoint = (point: unknown) => {
  const { recall, precision } = (point ?? {}) as Record<string, unknown>;
  return typeof recall === 'number' && typeof precision === 'number';
};

const seriesRule = matching(
  'a list of series, each with a name and a curve of points { recall, precision }',
  (value) =>
    Array.isArray(value) &&
    value.every(
      (series) => typeof series?.name === 'string' && Array.isArray(series.curve) && series.curve.every(isPoint),
    ),
);

/**
 * Interpolated precision by recall, a line for each run.
 *
 * @returns SVG text.
 * @throws {ChartError} where a coordinate is not finite.
 * @throws {InvalidOptionError} for an option that is wrong, unknown or missing.
 */
export function precisionRecallChart(options: PrecisionRecallOptions): string {
  checkOptions('precisionRecallChart', { ...frameRules, series: seriesRule }, options, ['title', 'series']);
  const { series, ...frame } = options;
  return lineChart({
    ...frame,
    series: series.map(({ name, curve }) => ({
      name,
      points: curve.map(({ recall, precision }) => [recall, precision]),
    })),
    xLabel: 'Recall',
    yLabel: 'Interpolated precision',
  });
}
