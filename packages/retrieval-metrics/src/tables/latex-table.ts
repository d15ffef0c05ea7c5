import { cellsOf, type ResultTable } from './table';

/** The table as a LaTeX `tabular` with booktabs rules, the best of each column in `\textbf`, marks as superscripts. Throws as `plainTable`. */
export function latexTable(table: ResultTable): string {
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  const body = cellsOf(table).map((cells, r) =>
    line([
      escaped(table.rows[r]?.name ?? ''),
      ...cells.map(({ text, best, mark }) => {
        const figure = text === '–' ? '--' : text;
        return `${best ? `\\textbf{${figure}}` : figure}${mark && `\\textsuperscript{${escaped(mark)}}`}`;
      }),
    ]),
  );
  return [
    `\\begin{tabular}{l${'r'.repeat(table.columns.length)}}`,
    '\\toprule',
    line(['', ...table.columns.map(({ name }) => escaped(name))]),
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
  ].join('\n');
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '→': '$\\rightarrow$',
  '†': '\\dag{}',
  '‡': '\\ddag{}',
};

function escaped(text: string): string {
  return text.replace(/[\\~^→†‡&%$#_{}]/g, (character) => commands[character] ?? `\\${character}`);
}
