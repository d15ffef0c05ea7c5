import { expect, it } from 'vitest';
import { skippedLine } from './skipped-tests-reporter';

it('says in one line how many tests were skipped and what they need', () => {
  expect(skippedLine(['weights', 'data', 'data'])).toBe('Skipped 3 tests: 2 need data; 1 needs weights.');
  expect(skippedLine(['data'])).toBe('Skipped 1 test: 1 needs data.');
});

it('says nothing where every test ran', () => {
  expect(skippedLine([])).toBeUndefined();
});
