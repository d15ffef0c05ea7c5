import { describe, expect, it } from 'vitest';
import { SizeMismatchError } from '../errors';
import { latexTable } from './latex-table';
import { markdownTable } from './markdown-table';
import { plainTable } from './plain-table';
import { significanceMark } from './significance-mark';
import type { ResultTable } from './table';

const table: ResultTable = {
  columns: [
    { name: 'R@1' },
    { name: 'MedR', better: 'lower', decimals: 0 },
    { name: 'queries', better: 'none', decimals: 0 },
  ],
  rows: [
    { name: 'SCAN_t|i', values: [14.26, 6, 210] },
    { name: 'SAM', values: [{ estimate: 14.34, low: 9.5, high: 19.01, mark: '†' }, 5, 210] },
    { name: '50% & more', values: [null, 5, 52] },
  ],
};

it('prints Markdown', () => {
  expect(markdownTable(table)).toBe(
    [
      '|  | R@1 | MedR | queries |',
      '| --- | ---: | ---: | ---: |',
      '| SCAN_t\\|i | **14.3** | 6 | 210 |',
      '| SAM | **14.3 [9.5, 19.0]**† | **5** | 210 |',
      '| 50% & more | – | **5** | 52 |',
    ].join('\n'),
  );
});

it('prints LaTeX', () => {
  expect(latexTable(table)).toBe(
    [
      '\\begin{tabular}{lrrr}',
      '\\toprule',
      ' & R@1 & MedR & queries \\\\',
      '\\midrule',
      'SCAN\\_t|i & \\textbf{14.3} & 6 & 210 \\\\',
      'SAM & \\textbf{14.3 [9.5, 19.0]}\\textsuperscript{\\dag{}} & \\textbf{5} & 210 \\\\',
      '50\\% \\& more & -- & \\textbf{5} & 52 \\\\',
      '\\bottomrule',
      '\\end{tabular}',
    ].join('\n'),
  );
});

it('prints plain text', () => {
  expect(plainTable(table)).toBe(
    [
      '                           R@1  MedR  queries',
      'SCAN_t|i                 *14.3     6      210',
      'SAM         *14.3 [9.5, 19.0]†    *5      210',
      '50% & more                   –    *5       52',
    ].join('\n'),
  );
});

describe('a row of another length', () => {
  it.each([markdownTable, latexTable, plainTable])('is refused', (print) => {
    expect(() => print({ ...table, rows: [{ name: 'short', values: [1] }] })).toThrow(SizeMismatchError);
  });
});

it('marks significance', () => {
  expect([0.001, 0.01, 0.049, 0.05].map(significanceMark)).toEqual(['‡', '†', '†', '']);
});
