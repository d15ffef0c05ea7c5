import { formatTable } from '@rs-sam/foundation/text';

/** Rows of text as a table with aligned columns; the first row is the head. Columns of numbers are aligned to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const isNumeric = (column: number) => rows.slice(1).every((row) => /^[\d–-]/.test(row[column] ?? ''));
  const numeric = (rows[0] ?? []).map((_, column) => isNumeric(column));
  return formatTable(rows, { right: (_, column) => numeric[column] ?? false, rule: true });
}
