import { checkOptions } from '@rs-sam/foundation/options';
import {
  type BootstrapOptions,
  bootstrapRules,
  type Interval,
  percentileInterval,
  resampledMeans,
} from '../statistics/bootstrap';
import { checkValues } from '../statistics/paired';
import type { DirectionReport } from './direction-report';
import type { CrossModalReport } from './evaluate-cross-modal';

/** Bootstrap intervals of one direction. */
export interface DirectionIntervals {
  readonly recall: Readonly<Record<number, Interval>>;
  readonly meanRank: Interval;
}

/** Bootstrap intervals of a report. MedR has none: its distribution is a few integers. */
export interface CrossModalIntervals {
  readonly imageToText: DirectionIntervals;
  readonly textToImage: DirectionIntervals;
  readonly recallSum: Interval;
  readonly meanRecall: Interval;
}

/**
 * Percentile bootstrap intervals by query of every mean in a report. Image queries and text queries are resampled independently,
 * with `seed` and `seed` + 1. Throws `NotANumberError` for a report with NaN, and `InvalidOptionError`.
 */
export function crossModalIntervals(report: CrossModalReport, options: BootstrapOptions = {}): CrossModalIntervals {
  checkOptions('crossModalIntervals', bootstrapRules, options);
  const images = resampleDirection(report.imageToText, options);
  const texts = resampleDirection(report.textToImage, { ...options, seed: (options.seed ?? 0) + 1 });
  const sums = images.sums.map((sum, b) => sum + (texts.sums[b] as number));
  const recalls = 2 * Object.keys(report.imageToText.recall).length;
  return {
    imageToText: images.intervals,
    textToImage: texts.intervals,
    recallSum: percentileInterval(report.recallSum, sums, options),
    meanRecall: percentileInterval(
      report.meanRecall,
      sums.map((sum) => sum / recalls),
      options,
    ),
  };
}

function resampleDirection(direction: DirectionReport, options: BootstrapOptions) {
  const ks = Object.keys(direction.recall).map(Number);
  if (direction.perQuery.rank.length > 0) checkValues(direction.perQuery.rank, 'the ranks');
  for (const k of ks) if (direction.perQuery.recall[k]?.length) checkValues(direction.perQuery.recall[k], `R@${k}`);
  const [ranks, ...recalls] = resampledMeans(
    [direction.perQuery.rank, ...ks.map((k) => direction.perQuery.recall[k] as Float64Array)],
    options,
  );
  const recall = Object.fromEntries(
    ks.map((k, i) => [k, percentileInterval(direction.recall[k] as number, recalls[i] as Float64Array, options)]),
  );
  const meanRank = percentileInterval(direction.meanRank, ranks as Float64Array, options);
  const sums = Float64Array.from(ranks as Float64Array, (_, b) =>
    recalls.reduce((sum, means) => sum + (means[b] as number), 0),
  );
  return { intervals: { recall, meanRank }, sums };
}
