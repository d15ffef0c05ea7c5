import { type Direction, figureLabel } from '@rs-sam/retrieval-metrics/tables';

/** Figures of one direction, in percent and ranks; figures that a paper does not print are null or absent. */
interface DirectionFigures {
  readonly recall: Readonly<Record<string, number>>;
  readonly medianRank?: number | null;
  readonly meanRank?: number | null;
}

/** Figures of a result of ours or of a published one. */
export interface RetrievalFigures {
  readonly imageToText: DirectionFigures | null;
  readonly textToImage: DirectionFigures | null;
  readonly recallSum: number | null;
  readonly meanRecall: number | null;
}

/** A column of a table of results. */
export interface FigureColumn {
  /** `R@1`, for a table that has the directions in a row of headings. */
  readonly name: string;
  /** `I2T R@1`, for a table with one row of headings. */
  readonly label: string;
  readonly group: Direction | 'both';
  readonly better: 'higher' | 'lower';
  readonly decimals: number;
  /** The figure; null if the result does not have it. */
  value(figures: RetrievalFigures): number | null;
}

const named = (group: FigureColumn['group'], name: string) => ({ name, label: figureLabel(group, name), group });

const ofDirection = (
  group: Direction,
  pick: (figures: RetrievalFigures) => DirectionFigures | null,
): FigureColumn[] => [
  ...[1, 5, 10].map(
    (k): FigureColumn => ({
      ...named(group, `R@${k}`),
      better: 'higher',
      decimals: 1,
      value: (figures) => pick(figures)?.recall[k] ?? null,
    }),
  ),
  { ...named(group, 'MedR'), better: 'lower', decimals: 0, value: (figures) => pick(figures)?.medianRank ?? null },
  { ...named(group, 'MeanR'), better: 'lower', decimals: 1, value: (figures) => pick(figures)?.meanRank ?? null },
];

/** The columns of the paper's tables, followed by mR. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  ...ofDirection('imageToText', ({ imageToText }) => imageToText),
  ...ofDirection('textToImage', ({ textToImage }) => textToImage),
  { ...named('both', 'R@sum'), better: 'higher', decimals: 1, value: recallSumOf },
  { ...named('both', 'mR'), better: 'higher', decimals: 1, value: meanRecallOf },
];

/** R@sum; computed from mR if only mR is printed. */
export function recallSumOf({ recallSum, meanRecall }: RetrievalFigures): number | null {
  return recallSum ?? (meanRecall === null ? null : 6 * meanRecall);
}

/** mR, the mean of the six recalls; computed from R@sum if only R@sum is printed. */
function meanRecallOf({ recallSum, meanRecall }: RetrievalFigures): number | null {
  return meanRecall ?? (recallSum === null ? null : recallSum / 6);
}
