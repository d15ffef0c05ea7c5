import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { publishedResults, publishedResultsSchema, publishedRowsOf } from './published-results';
import file from './published-results.json' with { type: 'json' };

const recalls = (row: (typeof publishedResults.rows)[number]) =>
  [row.imageToText, row.textToImage].flatMap((direction) => Object.values(direction?.recall ?? {}));

describe('the published rows', () => {
  it('match their schema, which refuses a percentage above 100', () => {
    expect(safeParse(publishedResultsSchema, file).success).toBe(true);
    const [first] = publishedResults.rows;
    const wrong = { ...publishedResults, rows: [{ ...first, meanRecall: 101 }] };
    expect(safeParse(publishedResultsSchema, wrong).success).toBe(false);
  });

  it('have a source each, and every source is used', () => {
    expect(new Set(publishedResults.rows.map(({ source }) => source))).toEqual(
      new Set(Object.keys(publishedResults.sources)),
    );
  });

  it('have one row per data set, protocol and model, and four tables of six rows from the paper', () => {
    const keys = publishedResults.rows.map(({ dataset, protocol, model }) => `${dataset} ${protocol} ${model}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(publishedResults.rows.filter(({ source }) => source === 'sam')).toHaveLength(24);
  });

  // Digits that were copied wrongly would not add up; the tables round each figure to 0.05.
  it.each(
    publishedResults.rows
      .filter(({ imageToText }) => imageToText !== null)
      .map((row) => [row.dataset, row.model, row] as const),
  )('%s %s: R@sum and mR agree with the recalls', (_dataset, _model, row) => {
    const sum = recalls(row).reduce((total, value) => total + value, 0);
    if (row.recallSum !== null) expect(Math.abs(sum - row.recallSum)).toBeLessThan(0.36);
    if (row.meanRecall !== null) expect(Math.abs(sum / 6 - row.meanRecall)).toBeLessThan(0.11);
  });

  it('are found by common names of the data set', () => {
    expect(publishedRowsOf('UCM-Captions')).toHaveLength(12);
    expect(publishedRowsOf('/data/uc_merced')).toHaveLength(12);
    expect(publishedRowsOf('synthetic')).toEqual([]);
  });
});
