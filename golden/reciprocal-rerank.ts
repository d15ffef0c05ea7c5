import { reciprocalRerank } from '@rs-sam/retrieval-metrics/fusion';
import { hitRate, reciprocalRank } from '@rs-sam/retrieval-metrics/measures';
import { rankingOf, rankOrders } from '@rs-sam/retrieval-metrics/ranking';
import { type Comparison, compare } from './comparison';
import { consecutiveCaptions, matrixOf } from './cross-modal';
import { tensorOf } from './fixture';
import type { Runner } from './runner';

/** The order of captions before and after reciprocal re-ranking, and the metrics of both. */
export const rerank: Runner = {
  kind: 'reciprocal re-ranking',
  covers: ({ inputs, config, expected }) => 'scores' in inputs && 'k1' in config && 'order_after' in expected,
  run(fixture) {
    const scores = matrixOf(fixture);
    const relevance = consecutiveCaptions(scores, scores.columns / scores.rows);
    const compareOrders = (when: 'before' | 'after', orders: readonly Uint32Array[]): Comparison[] => {
      const order = tensorOf(fixture, 'expected', `order_${when}`);
      const metrics = fixture.expected[`metrics_${when}`] as Readonly<Record<string, number | readonly number[]>>;
      const ranked = rankOrders(orders, relevance);
      const ranks = ranked.map((query) => Math.round(1 / reciprocalRank().of(query)));
      const actual = (name: string): readonly number[] => {
        const sorted = ranks.toSorted((a, b) => a - b);
        const middle = (sorted.length - 1) / 2;
        if (name === 'ranks') return ranks.map((rank) => rank - 1);
        if (name === 'top1') return orders.map((ranking) => ranking[0] as number);
        if (name === 'meanr') return [meanOf(ranks)];
        if (name === 'medr')
          return [Math.floor(meanOf([Math.floor(middle), Math.ceil(middle)].map((i) => sorted[i] as number)))];
        const hit = hitRate({ at: Number(name.replace(/^r/, '')) });
        return [100 * meanOf(ranked.map((query) => hit.of(query)))];
      };
      return [
        compare(
          `order ${when}`,
          orders.flatMap((ranking) => [...ranking]),
          order.data,
          0.5,
        ),
        ...Object.entries(metrics).map(([name, value]) =>
          compare(`${name} ${when}`, actual(name), [value].flat() as number[], 1e-9),
        ),
      ];
    };
    const before = Array.from({ length: scores.rows }, (_, row) => rankingOf(scores.row(row)));
    const after = reciprocalRerank(scores, { depth: fixture.config.k1 as number });
    return [...compareOrders('before', before), ...compareOrders('after', after)];
  },
};

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
