import { cellsOf, type ResultTable } from './table';

/** The table in Markdown, the best of each column in bold, marks behind their figure. */
export function markdownTable(table: ResultTable): string {
  const escaped = (text: string) => text.replaceAll('|', '\\|');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = cellsOf(table).map((cells, r) =>
    line([
      escaped(table.rows[r]?.name ?? ''),
      ...cells.map(({ text, best, mark }) => `${best ? `**${text}**` : text}${mark}`),
    ]),
  );
  const head = line(['', ...table.columns.map(({ name }) => escaped(name))]);
  return [head, line(['---', ...table.columns.map(() => '---:')]), ...body].join('\n');
}
