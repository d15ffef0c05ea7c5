import { FIGURE_COLUMNS, type RetrievalFigures } from '../../packages/training/src/report/figure-columns';

/** A row: figures of one result, or of several with their mean and standard deviation. */
export interface FiguresRow {
  readonly name: string;
  readonly figures: readonly RetrievalFigures[];
}

/** The columns of the paper's tables in Markdown; of several results mean ± standard deviation. */
export function figuresTable(rows: readonly FiguresRow[]): string {
  const heads = FIGURE_COLUMNS.map(({ name, group }) => {
    const direction = group === 'image → text' ? 'I2T ' : group === 'text → image' ? 'T2I ' : '';
    return `${direction}${name}`;
  });
  return markdown(
    ['', ...heads],
    rows.map(({ name, figures }) => [
      name,
      ...FIGURE_COLUMNS.map(({ value, decimals }) => {
        const values = figures.map(value).filter((one) => one !== null);
        return values.length === 0 ? '–' : meanAndDeviation(values, decimals);
      }),
    ]),
  );
}

/** `46.1`, or `46.1 ± 0.8` of several: the deviation of a sample. */
export function meanAndDeviation(values: readonly number[], decimals: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return mean.toFixed(decimals);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return `${mean.toFixed(Math.max(1, decimals))} ± ${Math.sqrt(variance).toFixed(1)}`;
}

/** A table in Markdown, its figures to the right. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(['---', ...head.slice(1).map(() => '---:')]), ...rows.map(line)].join('\n');
}
