/** Rows as a table of padded columns, two spaces apart; numbers to the right. */
export function printTable(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? printNumber(cell) : cell)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const lines = cells.map((row, index) =>
    row.map((cell, column) => {
      const padding = ' '.repeat((widths[column] ?? 0) - [...cell].length);
      return typeof rows[index]?.[column] === 'number' ? padding + cell : cell + padding;
    }),
  );
  return lines.map((line) => line.join('  ').trimEnd()).join('\n');
}

/** Thousands apart, two decimals at most. */
export function printNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
