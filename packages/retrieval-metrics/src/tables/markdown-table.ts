import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { cellsOf, type ResultTable } from './table';

/** The table in Markdown, the best of each column in bold, marks after their figure. */
export function markdownTable(table: ResultTable): string {
  const rows = cellsOf(table).map((cells, r) => [
    table.rows[r]?.name ?? '',
    ...cells.map(({ text, best, mark }) => `${best ? `**${text}**` : text}${mark}`),
  ]);
  return formatMarkdownTable([['', ...table.columns.map(({ name }) => name)], ...rows]);
}
