import { seededRandom } from '@rs-sam/foundation/random';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, expect, it } from 'vitest';
import type { ShortlistMeasure } from '../../engine/engine';
import { chooseExpansion } from './choose-expansion';
import { graphVectors, graphWidth, longestOf } from './graph-vectors';
import type { UsearchIndex } from './usearch-package';

beforeAll(() => prepareBackend({ engine: 'wasm' }));

const [size, width] = [1000, 8];
const random = seededRandom('expansion');
const vectors = Float32Array.from({ length: size * width }, () => random() - 0.5);
const longest = longestOf(vectors, width);

/** A graph that finds the nearest only from some number of candidates on; below, the farthest. */
function graphFrom(least: number, measure: ShortlistMeasure, expansion: number): UsearchIndex {
  const rows = graphVectors(vectors, width, measure, longest);
  const wide = graphWidth(measure, width);
  const cosine = (row: number, query: Float32Array) => {
    const vector = rows.subarray(row * wide, (row + 1) * wide);
    return vector.reduce((sum, value, k) => sum + value * (query[k] as number), 0) / Math.hypot(...vector);
  };
  const search = (query: Float32Array, count: number) => {
    const order = Array.from({ length: size }, (_, row) => ({ row, likeness: cosine(row, query) }));
    order.sort((a, b) => (expansion >= least ? b.likeness - a.likeness : a.likeness - b.likeness));
    const kept = order.slice(0, count);
    return {
      keys: BigUint64Array.from(kept, ({ row }) => BigInt(row)),
      distances: Float32Array.from(kept, ({ likeness }) => 1 - likeness / Math.hypot(...query)),
    };
  };
  return { search } as unknown as UsearchIndex;
}

const choose = (product: number, cosine: number) =>
  chooseExpansion({
    ...{ vectors, width, longest },
    open: (measure, expansion) => graphFrom(measure === 'product' ? product : cosine, measure, expansion),
  });

it('doubles the candidates until both graphs find enough', async () => {
  // The shortlist of 1,000 items has 200.
  expect(await choose(0, 0)).toEqual({ expansion: 400, recall: { product: 1, cosine: 1 } });
  expect((await choose(0, 1500)).expansion).toBe(1600);
});

it('gives up, and says how much is found', async () => {
  const { expansion, recall } = await choose(Number.POSITIVE_INFINITY, 0);
  expect(expansion).toBe(6400);
  expect(recall.cosine).toBe(1);
  expect(recall.product).toBeLessThan(0.2);
});
