import { describe, expect, it } from 'vitest';
import { publishedTable } from '../../test/published-tables';
import { auditTable } from './audit-table';
import type { PublishedDirection, PublishedRow } from './published-table';
import { printable, queryCounts } from './query-counts';

const row = (imageToText: PublishedDirection, recallSum?: number): PublishedRow => ({
  name: 'a method',
  imageToText,
  textToImage: { recall: { 1: 10, 5: 50, 10: 100 } },
  ...(recallSum !== undefined && { recallSum }),
});
const kinds = (rows: readonly PublishedRow[]) => auditTable(rows).contradictions.map(({ kind }) => kind);

describe('the tables of Cheng et al. 2021', () => {
  it('II was computed on 210 queries in both directions, not on the 420 that it claims', () => {
    const audit = auditTable(publishedTable('II'), { claimed: [420, 400] });
    expect(audit.recalls).toBe(36);
    expect(audit.queryCounts[0]).toBe(210);
    expect(audit.imageToText[0]).toBe(210);
    expect(audit.textToImage[0]).toBe(210);
    // 420 fits as every multiple of 210 does, with an even number of hits 36 times out of 36.
    const [claim, other] = audit.claimed;
    expect(claim).toMatchObject({ queries: 420, fits: true });
    expect(claim?.chance).toBeLessThan(1e-10);
    expect(claim?.chance).toBeGreaterThan(0.5 ** 37);
    expect(other).toEqual({ queries: 400, fits: false });
  });

  it('III was computed on 52 queries, neither on the 123 that it claims nor on the 58 of the standard split', () => {
    const audit = auditTable(publishedTable('III'), { claimed: [123, 58] });
    expect(audit.queryCounts[0]).toBe(52);
    expect(audit.claimed.map(({ fits }) => fits)).toEqual([false, false]);
  });

  it('IV mixes query sets: three rows fit 210 and the SCAN and SAM rows do not', () => {
    const fits = auditTable(publishedTable('IV')).rows.filter(({ queryCounts }) => queryCounts.includes(210));
    expect(fits.map(({ name }) => name)).toEqual(['IMRAM', 'PFAN', 'MTFN']);
  });

  it('contradict themselves in 5 of 48 half rows, each by a MedR that its R@10 forbids', () => {
    const found = (['II', 'III', 'IV', 'V'] as const).flatMap((number) =>
      auditTable(publishedTable(number)).contradictions.map(({ row, direction, kind }) =>
        [number, row, direction, kind].join(' '),
      ),
    );
    expect(found).toEqual([
      'IV SAM t-i imageToText median-rank',
      'IV SAM i-t imageToText median-rank',
      'V IMRAM imageToText median-rank',
      'V IMRAM textToImage median-rank',
      'V MTFN imageToText median-rank',
    ]);
  });
});

describe('query counts', () => {
  it('allow half a unit of the last decimal', () => {
    expect(printable(33.3, 3, 1)).toBe(true);
    expect(printable(33.4, 3, 1)).toBe(false);
    expect(printable(33.33, 3, 2)).toBe(true);
    expect(printable(33.3, 3, 2)).toBe(false);
    expect(printable(100, 1, 1)).toBe(true);
    expect(printable(100.1, 700, 1)).toBe(false);
  });

  it('hold every number that can have printed the recalls', () => {
    for (const queries of [7, 52, 311]) {
      const recalls = [1, 3, 6].map((hits) => Number(((100 * hits) / queries).toFixed(1)));
      expect(queryCounts(recalls, 1)).toContain(queries);
    }
    expect(queryCounts([33.33], 2).slice(0, 3)).toEqual([3, 6, 9]);
    expect(queryCounts([33.33], 2).at(-1)).toBe(9999);
  });
});

describe('contradictions', () => {
  it('are none in a row that could be', () => {
    expect(kinds([row({ recall: { 1: 20, 5: 50, 10: 60 }, medianRank: 5, meanRank: 8 }, 290)])).toEqual([]);
    // 50.0 may be just above or just below one half.
    expect(kinds([row({ recall: { 10: 50 }, medianRank: 11 })])).toEqual([]);
    expect(kinds([row({ recall: { 10: 50 }, medianRank: 10 })])).toEqual([]);
  });

  it.each([
    ['median-rank', row({ recall: { 10: 50.1 }, medianRank: 11 })],
    ['median-rank', row({ recall: { 10: 49.9 }, medianRank: 10 })],
    ['recall-order', row({ recall: { 1: 20, 5: 19.8 } })],
    // Half the queries rank at 2 or worse and a quarter at 6 or worse: MeanR ≥ 1 + 0.5 + 4 · 0.25.
    ['mean-rank', row({ recall: { 1: 50, 5: 75 }, meanRank: 2.3 })],
    ['recall-sum', row({ recall: { 1: 20 } }, 181)],
  ])('find %s', (kind, contradictory) => {
    expect(kinds([contradictory])).toEqual([kind]);
  });
});
