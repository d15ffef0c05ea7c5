/** How {@link formatTable} sets its cells. */
export interface TableLayout {
  /** Whether a cell is aligned to the right. Default: every column but the first. */
  readonly right?: (row: number, column: number) => boolean;
  /** Whether a line of dashes follows the first row. Default: false. */
  readonly rule?: boolean;
}

/**
 * Rows of text as a table of aligned columns, two spaces apart, for a terminal. A row may be shorter than the others; its missing
 * cells are empty.
 */
export function formatTable(rows: readonly (readonly string[])[], layout: TableLayout = {}): string {
  const { right = (_row, column) => column > 0, rule = false } = layout;
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const lines = rows.map((cells, row) =>
    widths
      .map((width, column) => padded(cells[column] ?? '', width, right(row, column)))
      .join('  ')
      .trimEnd(),
  );
  if (rule) lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return lines.join('\n');
}

/** Rows of text as a table in Markdown. The first row is the head; every column but the first is aligned to the right. */
export function formatMarkdownTable(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...body.map(line)].join('\n');
}

function padded(cell: string, width: number, right: boolean): string {
  const padding = ' '.repeat(width - widthOf(cell));
  return right ? padding + cell : cell + padding;
}

/** Characters, where `†` or a letter outside the basic plane is one. */
function widthOf(cell: string): number {
  return [...cell].length;
}
