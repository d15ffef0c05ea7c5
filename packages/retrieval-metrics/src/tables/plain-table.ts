import { formatTable } from '@rs-sam/foundation/text';
import { cellsOf, type ResultTable } from './table';

/** The table for a terminal, columns aligned; the best of each column has a `*` before it, marks follow their figure. */
export function plainTable(table: ResultTable): string {
  const rows = cellsOf(table).map((cells, r) => [
    table.rows[r]?.name ?? '',
    ...cells.map(({ text, best, mark }) => `${best ? '*' : ''}${text}${mark}`),
  ]);
  return formatTable([['', ...table.columns.map(({ name }) => name)], ...rows]);
}
