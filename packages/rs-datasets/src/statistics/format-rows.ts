import { formatTable } from '@rs-sam/foundation/text';

/** Rows as a table for a terminal; numbers are aligned to the right. */
export function formatRows(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)));
  return formatTable(cells, { right: (row, column) => typeof rows[row]?.[column] === 'number' });
}

/** As `10,921` or `0.67`: groups of three digits, at most two decimals. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** As `1 image` and `1,680 images`. */
export function formatCount(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
