import { lineChart } from '@rs-sam/charts';
import type { EpochMetrics, MetricsLine, StepMetrics } from '@rs-sam/training';

/** A curve as SVG. */
export interface LearningCurve {
  readonly title: string;
  readonly svg: string;
}

/** The maximum number of points of a curve: more are not visible and make the page large. */
const POINTS = 300;

/** The loss by step, and the validation mR by epoch if there was a validation. */
export function learningCurves(run: string, lines: readonly MetricsLine[]): LearningCurve[] {
  const steps = lines.filter((line): line is StepMetrics => line.kind === 'step');
  const epochs = lines.filter((line): line is EpochMetrics => line.kind === 'epoch');
  const recalls = epochs.flatMap(({ epoch, validation }) =>
    validation === null ? [] : [[epoch, validation.meanRecall] as const],
  );
  const loss = curve(run, 'Training loss', 'step', 'loss per pair', thinned(steps));
  const recall = curve(run, 'Validation mR', 'epoch', 'mR (%)', recalls);
  return [loss, recall].filter((drawn) => drawn !== null);
}

function curve(
  run: string,
  what: string,
  xLabel: string,
  yLabel: string,
  points: readonly (readonly [number, number])[],
): LearningCurve | null {
  if (points.length === 0) return null;
  const svg = lineChart({
    ...{ title: what, xLabel, yLabel, width: 560, height: 340 },
    series: [{ name: run, points }],
  });
  return { title: `${what}, ${run}`, svg };
}

/** Means over runs of equal length, each at its last step. */
function thinned(steps: readonly StepMetrics[]): (readonly [number, number])[] {
  const stretch = Math.max(1, Math.ceil(steps.length / POINTS));
  return Array.from({ length: Math.ceil(steps.length / stretch) }, (_, i) => {
    const part = steps.slice(i * stretch, (i + 1) * stretch);
    return [part.at(-1)?.step ?? 0, part.reduce((sum, { loss }) => sum + loss, 0) / part.length];
  });
}
