import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tiedRetrieval } from '../../test/arbitraries';
import { permutationsOf } from '../../test/permutations';
import {
  EmptyRelevanceError,
  InvalidOptionError,
  NotANumberError,
  SizeMismatchError,
  UnstableScoreError,
} from '../errors';
import { captionRelevance, classRelevance, invertRelevance, type Relevance, relevanceFromPairs } from '../relevance';
import { scoreMatrix } from '../score-matrix';
import type { Scores } from '../scores';
import { evaluateCrossModal } from './evaluate-cross-modal';

const ks = [1, 2, 5];

/** 0-based ranks of the best relevant item by sorting an explicit order of the gallery, as the peers do. */
function ranksBySorting(scores: Required<Scores>, relevance: Relevance, gallery: readonly number[]): number[] {
  return Array.from({ length: relevance.queries }, (_, query) => {
    const relevant = new Set(relevance.indices.subarray(relevance.offsets[query], relevance.offsets[query + 1]));
    const sorted = gallery.toSorted((a, b) => scores.at(query, b) - scores.at(query, a));
    return sorted.findIndex((item) => relevant.has(item));
  });
}

describe('evaluateCrossModal', () => {
  it('gives the hand-computed figures of a small matrix', () => {
    // Image 0 finds a caption first; image 1 third. Captions 0 and 1 find image 0 first, 2 and 3 find image 1 second.
    const scores = scoreMatrix(new Float32Array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]), 2, 4);
    const report = evaluateCrossModal(scores, captionRelevance([0, 0, 1, 1], 2), { ks });
    expect(report.imageToText).toMatchObject({
      queries: 2,
      gallery: 4,
      recall: { 1: 50, 2: 50, 5: 100 },
      medianRank: 2,
      meanRank: 2,
    });
    expect(report.textToImage).toMatchObject({
      queries: 4,
      gallery: 2,
      recall: { 1: 50, 2: 100, 5: 100 },
      meanRank: 1.5,
    });
    expect(report.recallSum).toBe(450);
    expect(report.meanRecall).toBe(75);
    expect(report.protocol.description).toContain('2 image queries, 4 captions in the gallery');
    expect(report.protocol.description).toContain('every caption is a query, 4 queries, 2 images in the gallery');
  });

  it('takes only the first caption of each image as a query under the protocol of the paper', () => {
    const scores = scoreMatrix(new Float32Array([0.9, 0.1, 0.7, 0.6, 0.5, 0.4, 0.3, 0.8]), 2, 4);
    const { protocol, textToImage } = evaluateCrossModal(scores, captionRelevance([0, 0, 1, 1], 2), {
      protocol: 'paper',
    });
    expect([...textToImage.perQuery.query]).toEqual([0, 2]);
    expect(textToImage.recall[1]).toBe(50);
    expect(protocol.description).toContain('the first caption of each image is a query, 2 queries');
  });

  it('equals the mean over every order of a tied gallery', () => {
    const scores = scoreMatrix(new Float64Array([1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1]), 3, 5);
    const relevance = captionRelevance([0, 1, 1, 2, 0], 3);
    const { imageToText } = evaluateCrossModal(scores, relevance, { ks });
    // Sorting is stable, so every order of the gallery is one order of every tie.
    const orders = [...permutationsOf([0, 1, 2, 3, 4])].map((gallery) => ranksBySorting(scores, relevance, gallery));
    const pooled = orders.flat().sort((a, b) => a - b);
    const average = (value: (rank: number) => number) =>
      pooled.reduce((sum, rank) => sum + value(rank), 0) / pooled.length;
    for (const k of ks) expect(imageToText.recall[k]).toBeCloseTo(100 * average((rank) => (rank < k ? 1 : 0)), 10);
    expect(imageToText.meanRank).toBeCloseTo(
      average((rank) => rank + 1),
      10,
    );
    const middle = pooled.length / 2;
    const median = ((pooled[middle - 1] as number) + (pooled[middle] as number)) / 2;
    expect(imageToText.medianRank).toBe(Math.floor(median) + 1);
  });

  it('places ties by index as a stable sort of the gallery does, in both directions', () => {
    fc.assert(
      fc.property(tiedRetrieval, ({ scores, relevance }) => {
        const columns = Array.from({ length: scores.columns }, (_, c) => c);
        const rows = Array.from({ length: scores.rows }, (_, r) => r);
        const inverse = invertRelevance(relevance);
        const transposed = {
          ...scores,
          rows: scores.columns,
          columns: scores.rows,
          at: (r: number, c: number) => scores.at(c, r),
        };
        for (const ties of ['index', 'index-descending'] as const) {
          const report = evaluateCrossModal(scores, relevance, { ties, empty: 'skip' });
          const sort = (list: number[]) => (ties === 'index' ? list : list.toReversed());
          const ofRows = ranksBySorting(scores, relevance, sort(columns));
          const ofColumns = ranksBySorting(transposed, inverse, sort(rows));
          expect([...report.imageToText.perQuery.rank]).toEqual(
            ofRows.filter((rank) => rank >= 0).map((rank) => rank + 1),
          );
          expect([...report.textToImage.perQuery.rank]).toEqual(
            ofColumns.filter((rank) => rank >= 0).map((rank) => rank + 1),
          );
        }
      }),
    );
  });

  it('does not change under expected ties when the gallery is permuted', () => {
    fc.assert(
      fc.property(tiedRetrieval, fc.infiniteStream(fc.nat()), ({ scores, relevance }, keys) => {
        const order = Array.from({ length: scores.columns }, (_, c) => ({ c, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ c }) => c);
        const permuted = {
          ...scores,
          row: (r: number) => Float64Array.from(order, (c) => scores.at(r, c)),
          at: (r: number, c: number) => scores.at(r, order[c] as number),
        };
        const pairs = Array.from({ length: relevance.queries }, (_, q) =>
          Array.from(
            relevance.indices.subarray(relevance.offsets[q], relevance.offsets[q + 1]),
            (item) => [q, order.indexOf(item)] as const,
          ),
        ).flat();
        const other = relevanceFromPairs(pairs, scores.rows, scores.columns);
        const [a, b] = [
          evaluateCrossModal(scores, relevance, { empty: 'zero' }),
          evaluateCrossModal(permuted, other, { empty: 'zero' }),
        ];
        expect(b.imageToText.perQuery).toEqual(a.imageToText.perQuery);
        expect(b.imageToText.medianRank).toBe(a.imageToText.medianRank);
        expect(b.recallSum).toBeCloseTo(a.recallSum, 9);
      }),
    );
  });

  it('never raises recall when an irrelevant item joins the gallery', () => {
    fc.assert(
      fc.property(tiedRetrieval, fc.integer({ min: -1, max: 4 }), ({ scores, relevance }, score) => {
        const wider = {
          rows: scores.rows,
          columns: scores.columns + 1,
          row: (r: number) => Float64Array.from([...scores.row(r), score]),
        };
        const offered = { ...relevance, items: relevance.items + 1 };
        for (const ties of ['expected', 'optimistic', 'pessimistic', 'index', 'index-descending'] as const) {
          const before = evaluateCrossModal(scores, relevance, { ks, ties, empty: 'zero' }).imageToText;
          const after = evaluateCrossModal(wider, offered, { ks, ties, empty: 'zero' }).imageToText;
          for (const k of ks) expect(after.recall[k]).toBeLessThanOrEqual((before.recall[k] as number) + 1e-9);
          expect(after.meanRank).toBeGreaterThanOrEqual(before.meanRank - 1e-9);
        }
      }),
    );
  });

  it('stays in range, with pessimistic ≤ expected ≤ optimistic recall', () => {
    fc.assert(
      fc.property(tiedRetrieval, ({ scores, relevance }) => {
        const under = (ties: 'optimistic' | 'pessimistic' | 'expected') =>
          evaluateCrossModal(scores, relevance, { ks, ties, empty: 'zero' });
        const [worst, mean, best] = [under('pessimistic'), under('expected'), under('optimistic')];
        expect(worst.recallSum).toBeGreaterThanOrEqual(0);
        expect(worst.recallSum).toBeLessThanOrEqual(mean.recallSum + 1e-9);
        expect(mean.recallSum).toBeLessThanOrEqual(best.recallSum + 1e-9);
        expect(best.meanRecall).toBeLessThanOrEqual(100);
        for (const { imageToText } of [worst, mean, best]) {
          expect(imageToText.meanRank).toBeGreaterThanOrEqual(1);
          expect(imageToText.meanRank).toBeLessThanOrEqual(scores.columns + 1);
          expect(imageToText.medianRank).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it('takes a gallery of one item', () => {
    const report = evaluateCrossModal(scoreMatrix(new Float32Array([0.5]), 1, 1), captionRelevance([0], 1));
    expect(report.recallSum).toBe(600);
    expect(report.imageToText.medianRank).toBe(1);
  });

  it('gives class-level recall under the class relation', () => {
    const scores = scoreMatrix(new Float32Array([1, 3, 2, 3, 1, 2]), 2, 3);
    const { imageToText } = evaluateCrossModal(scores, classRelevance(['sea', 'farm'], ['sea', 'farm', 'sea']), {
      ks: [1, 2],
    });
    expect(imageToText.recall).toEqual({ 1: 0, 2: 50 });
  });

  it('lets images share captions', () => {
    const shared = relevanceFromPairs(
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      2,
      2,
    );
    const report = evaluateCrossModal(scoreMatrix(new Float32Array([0.1, 0.9, 0.8, 0.2]), 2, 2), shared, { ks: [1] });
    expect(report.imageToText.recall[1]).toBe(50);
    expect(report.textToImage.recall[1]).toBe(50);
  });

  it('treats an image without captions by the policy', () => {
    const scores = scoreMatrix(new Float32Array([0.9, 0.1, 0.2, 0.8, 0.5, 0.4]), 3, 2);
    const relevance = captionRelevance([0, 1], 3);
    expect(() => evaluateCrossModal(scores, relevance)).toThrow(EmptyRelevanceError);
    expect(() => evaluateCrossModal(scores, relevance)).toThrow('query 2');
    const skipped = evaluateCrossModal(scores, relevance, { empty: 'skip' }).imageToText;
    expect(skipped).toMatchObject({ queries: 2, empty: 1, meanRank: 1 });
    expect(skipped.recall[1]).toBe(100);
    const zero = evaluateCrossModal(scores, relevance, { empty: 'zero' }).imageToText;
    expect(zero).toMatchObject({ queries: 3, empty: 1, meanRank: (1 + 1 + 3) / 3 });
    expect(zero.recall[1]).toBeCloseTo(200 / 3, 10);
  });
});

describe('the row callback', () => {
  const data = new Float32Array([0.3, 0.1, 0.4, 0.1, 0.5, 0.9, 0.2, 0.6, 0.5]);
  const relevance = captionRelevance([0, 1, 2], 3);
  const matrix = scoreMatrix(data, 3, 3);

  function recording(withAt: boolean): { scores: Scores; called: number[] } {
    const called: number[] = [];
    const buffer = new Float32Array(3);
    const row = (index: number) => {
      called.push(index);
      buffer.set(matrix.row(index));
      return buffer;
    };
    return { scores: { rows: 3, columns: 3, row, ...(withAt && { at: matrix.at }) }, called };
  }

  it('is called in order, once per row with at and twice without, and may reuse its array', () => {
    const expected = evaluateCrossModal(matrix, relevance);
    for (const withAt of [true, false]) {
      const { scores, called } = recording(withAt);
      expect(evaluateCrossModal(scores, relevance)).toEqual(expected);
      expect(called).toEqual(withAt ? [0, 1, 2] : [0, 1, 2, 0, 1, 2]);
    }
  });

  it('is refused where a score changes between the passes', () => {
    let calls = 0;
    const scores: Scores = {
      rows: 3,
      columns: 3,
      row: (index) => matrix.row(index).map((score) => score + calls++ * 1e-3),
    };
    expect(() => evaluateCrossModal(scores, relevance)).toThrow(UnstableScoreError);
    const rounded: Scores = { ...matrix, at: (row, column) => [0.3, 0.5, 0.5][row] ?? column };
    expect(() => evaluateCrossModal(rounded, relevance)).toThrow(/Math\.fround/);
  });

  it('is refused where a row has the wrong length or the relation another size', () => {
    expect(() => evaluateCrossModal({ rows: 3, columns: 3, row: () => new Float32Array(2) }, relevance)).toThrow(
      SizeMismatchError,
    );
    expect(() => evaluateCrossModal(matrix, captionRelevance([0, 1], 3))).toThrow(SizeMismatchError);
    expect(() => evaluateCrossModal(matrix, captionRelevance([0, 1, 1], 2))).toThrow(SizeMismatchError);
    expect(() => scoreMatrix(data, 2, 3)).toThrow(SizeMismatchError);
  });

  it.each([0, 4, 5, 7])('is refused where entry %i is NaN, with its position', (entry) => {
    const spoilt = scoreMatrix(data.with(entry, Number.NaN), 3, 3);
    const error = { row: Math.floor(entry / 3), column: entry % 3, name: 'NotANumberError' };
    expect(() => evaluateCrossModal(spoilt, relevance)).toThrow(expect.objectContaining(error));
    expect(() => evaluateCrossModal(spoilt, relevance)).toThrow(NotANumberError);
  });

  it('may be infinite', () => {
    const mcalled = scoreMatrix(data.with(1, Number.NEGATIVE_INFINITY).with(5, Number.POSITIVE_INFINITY), 3, 3);
    expect(evaluateCrossModal(mcalled, relevance).imageToText.perQuery.rank).toEqual(Float64Array.of(2, 2, 2));
  });

  it.each([0, 1.5, -1, Number.NaN])('refuses the cut-off %d', (k) => {
    expect(() => evaluateCrossModal(matrix, relevance, { ks: [k] })).toThrow(InvalidOptionError);
  });
});
