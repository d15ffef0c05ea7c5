import { FIGURE_COLUMNS, type RetrievalFigures } from '@rs-sam/evaluation/tables';
import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { formatOverSeeds } from '../tables/over-seeds';

/** A row: the figures of one result, or of several with their mean and standard deviation. */
export interface FiguresRow {
  readonly name: string;
  readonly figures: readonly RetrievalFigures[];
}

/** The columns of the paper's tables in Markdown; for several results mean ± standard deviation. */
export function figuresTable(rows: readonly FiguresRow[]): string {
  return formatMarkdownTable([
    ['', ...FIGURE_COLUMNS.map(({ label }) => label)],
    ...rows.map(({ name, figures }) => [
      name,
      ...FIGURE_COLUMNS.map(({ value, decimals }) => {
        const values = figures.map(value).filter((one) => one !== null);
        return values.length === 0 ? '–' : formatOverSeeds(values, decimals);
      }),
    ]),
  ]);
}
