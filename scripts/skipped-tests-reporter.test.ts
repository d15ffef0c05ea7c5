import { expect, it } from 'vitest';
import { skippedLine } from './skipped-tests-reporter';

it('gives the number of skipped tests and their needs in one line', () => {
  expect(skippedLine(['weights', 'data', 'data'])).toBe('Skipped 3 tests: 2 need data; 1 needs weights.');
  expect(skippedLine(['data'])).toBe('Skipped 1 test: 1 needs data.');
});

it('is undefined without skipped tests', () => {
  expect(skippedLine([])).toBeUndefined();
});
