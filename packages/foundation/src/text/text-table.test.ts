import { describe, expect, it } from 'vitest';
import { formatMarkdownTable, formatTable } from './text-table';

const rows = [
  ['', 'R@1', 'note'],
  ['ours†', '9.5', 'a|b'],
  ['𝒙', '12.3'],
];

describe('formatTable', () => {
  it('aligns the first column to the left and the others to the right, by characters', () => {
    expect(formatTable(rows).split('\n')).toEqual([
      //
      '        R@1  note',
      'ours†   9.5   a|b',
      '𝒙      12.3',
    ]);
  });

  it('aligns each cell as asked, and rules off the head', () => {
    const text = formatTable(rows, { right: (row, column) => row > 0 && column === 1, rule: true });
    expect(text.split('\n')).toEqual([
      //
      '       R@1   note',
      '-----  ----  ----',
      'ours†   9.5  a|b',
      '𝒙      12.3',
    ]);
  });

  it('is empty without rows', () => {
    expect(formatTable([])).toBe('');
  });
});

it('formatMarkdownTable escapes what ends a cell', () => {
  expect(formatMarkdownTable(rows.slice(0, 2)).split('\n')).toEqual([
    '|  | R@1 | note |',
    '| --- | ---: | ---: |',
    '| ours† | 9.5 | a\\|b |',
  ]);
});
