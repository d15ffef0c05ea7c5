import { cellsOf, type ResultTable } from './table';

/** The table for a terminal, columns aligned; the best of each column has a `*` before it, marks stand behind. */
export function plainTable(table: ResultTable): string {
  const cells = cellsOf(table).map((row, r) => [
    table.rows[r]?.name ?? '',
    ...row.map(({ text, best, mark }) => `${best ? '*' : ''}${text}${mark}`),
  ]);
  const lines = [['', ...table.columns.map(({ name }) => name)], ...cells];
  const widths = lines[0]?.map((_, c) => Math.max(...lines.map((line) => [...(line[c] as string)].length))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, c) => {
          const padding = ' '.repeat((widths[c] as number) - [...cell].length);
          return c === 0 ? cell + padding : padding + cell;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
