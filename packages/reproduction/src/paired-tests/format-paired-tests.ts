import { formatMarkdownTable } from '@rs-sam/foundation/text';
import type { RowTest } from './paired-tests';

/** The heading: the test, and the correction of the p-values. */
const HEADING = 'Paired randomisation tests on mR, image by image; p corrected by Holm for their number.';

/** The tests as lines of text below a heading; empty without tests. */
export function formatPairedTests(tests: readonly RowTest[]): string {
  if (tests.length === 0) return '';
  const lines = tests.map(cellsOf).map(([pair, difference, p]) => `  ${pair}: mR ${difference}, p ${p}`);
  return [HEADING, ...lines].join('\n');
}

/** The tests as a table in Markdown below a heading; empty without tests. */
export function formatPairedTestsInMarkdown(tests: readonly RowTest[]): string {
  if (tests.length === 0) return '';
  return `${HEADING}\n\n${formatMarkdownTable([['', 'difference of mR', 'p'], ...tests.map(cellsOf)])}`;
}

function cellsOf({ a, b, difference, adjustedPValue }: RowTest): [pair: string, difference: string, p: string] {
  const p = adjustedPValue < 0.0001 ? '< 0.0001' : adjustedPValue.toFixed(4);
  return [`${a} − ${b}`, difference.toFixed(1).replace('-', '−'), p];
}
