import { expect, it } from 'vitest';
import { formatCommand } from './quote-word';

it('quotes words with special characters, and omits options without a value', () => {
  expect(formatCommand(['evaluate', 'my run/best'], { dataset: "the user's data", split: undefined })).toBe(
    "rs-sam evaluate 'my run/best' --dataset 'the user'\\''s data'",
  );
  expect(formatCommand(['evaluate', 'runs/a-1'])).toBe('rs-sam evaluate runs/a-1');
});
