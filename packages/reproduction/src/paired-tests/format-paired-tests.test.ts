import { expect, it } from 'vitest';
import { formatPairedTests, formatPairedTestsInMarkdown } from './format-paired-tests';
import type { RowTest } from './paired-tests';

const test = (difference: number, adjustedPValue: number) =>
  ({ a: 'scan', b: 'sam-t2i', difference, adjustedPValue }) as RowTest;

it('formats the difference with a minus sign, and p with a lower limit', () => {
  const tests = [test(-1.25, 0.03), test(0.5, 0)];
  expect(formatPairedTests(tests).split('\n').slice(1)).toEqual([
    '  scan − sam-t2i: mR −1.3, p 0.0300',
    '  scan − sam-t2i: mR 0.5, p < 0.0001',
  ]);
  expect(formatPairedTestsInMarkdown(tests)).toContain('| scan − sam-t2i | −1.3 | 0.0300 |');
  expect([formatPairedTests([]), formatPairedTestsInMarkdown([])]).toEqual(['', '']);
});
