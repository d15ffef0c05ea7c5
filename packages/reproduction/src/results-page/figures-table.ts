import { FIGURE_COLUMNS, type RetrievalFigures } from '@rs-sam/evaluation/tables';
import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { mean, standardDeviation } from '../over-seeds';

/** A row: figures of one result, or of several with their mean and standard deviation. */
export interface FiguresRow {
  readonly name: string;
  readonly figures: readonly RetrievalFigures[];
}

/** The columns of the paper's tables in Markdown; of several results mean ± standard deviation. */
export function figuresTable(rows: readonly FiguresRow[]): string {
  const heads = FIGURE_COLUMNS.map(({ label }) => label);
  return formatMarkdownTable([
    ['', ...heads],
    ...rows.map(({ name, figures }) => [
      name,
      ...FIGURE_COLUMNS.map(({ value, decimals }) => {
        const values = figures.map(value).filter((one) => one !== null);
        return values.length === 0 ? '–' : meanAndDeviation(values, decimals);
      }),
    ]),
  ]);
}

/** `46.1`, or `46.1 ± 0.8` of several: the deviation of a sample. */
export function meanAndDeviation(values: readonly number[], decimals: number): string {
  if (values.length === 1) return mean(values).toFixed(decimals);
  return `${mean(values).toFixed(Math.max(1, decimals))} ± ${standardDeviation(values).toFixed(1)}`;
}
