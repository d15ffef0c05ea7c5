import { seededRandom } from '@rs-sam/foundation/random';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine, ShortlistMeasure } from '../../engine/engine';
import { flatEngine } from '../../engine/flat-engine';
import { largestCount } from '../../engine/graph-count';
import { graphVectors, graphWidth, longestOf } from './graph-vectors';
import { measureRecall } from './measure-recall';
import { usearchEngine } from './usearch-engine';
import { emptyIndex, loadUsearch } from './usearch-package';

beforeAll(() => prepareBackend({ engine: 'wasm' }));

const [size, width, count] = [4000, 16, 50];
const random = seededRandom('usearch');
/** Around 20 places, of very different lengths. */
const vectors = (() => {
  const centres = Float32Array.from({ length: 20 * width }, () => random() - 0.5);
  const lengths = Float32Array.from({ length: size }, () => 0.5 + 10 * random() ** 3);
  return Float32Array.from({ length: size * width }, (_, at) => {
    const row = Math.floor(at / width);
    const centre = centres[(row % 20) * width + (at % width)] as number;
    return (lengths[row] as number) * (centre + 0.5 * (random() - 0.5));
  });
})();
const exact = flatEngine(vectors, width);
const flat = vi.fn(async () => exact);
let engine: Engine;

beforeAll(async () => {
  const usearch = await loadUsearch();
  const longest = longestOf(vectors, width);
  const graph = (measure: ShortlistMeasure) => {
    const index = emptyIndex(usearch, graphWidth(measure, width), 2 * count);
    const keys = BigUint64Array.from({ length: size }, (_, key) => BigInt(key));
    // By one thread the graph is the same each time.
    index.add(keys, graphVectors(vectors, width, measure, longest), 1);
    return index;
  };
  const graphs = { product: graph('product'), cosine: graph('cosine') };
  engine = usearchEngine({ graphs, count: size, width, longest, flat });
});

const vector = vectors.slice(0, width);

/** Half of each place. */
const isHalf = (index: number) => Math.floor(index / 20) % 2;

/** Whether the work asked the exact engine. */
async function asksExact(work: () => Promise<unknown>): Promise<boolean> {
  flat.mockClear();
  await work();
  return flat.mock.calls.length > 0;
}

describe.each(['product', 'cosine'] as const)('by %s', (measure) => {
  it('finds what exact comparison finds, without it', async () => {
    const exactly = await asksExact(async () => {
      expect(await measureRecall({ engine, exact, vectors, width, measure, count })).toBeGreaterThan(0.99);
    });
    expect(exactly).toBe(false);
  });

  it('gives the likeness in float16, best first', async () => {
    const found = await engine.nearest({ vector, count, measure, allowed: null });
    const right = await exact.nearest({ vector, count, measure, allowed: null });
    expect(found.indices).toHaveLength(count);
    for (const place of [0, 9, 49]) {
      const [value, expected] = [found.likeness[place] as number, right.likeness[place] as number];
      expect(Math.abs(value / expected - 1)).toBeLessThan(5e-3);
    }
    expect([...found.likeness]).toEqual([...found.likeness].sort((a, b) => b - a));
  });

  it('applies a filter before the cut', async () => {
    const half = Uint8Array.from({ length: size }, (_, index) => isHalf(index));
    const few = Uint8Array.from({ length: size }, (_, index) => (index % 100 === 7 ? 1 : 0));
    const rest = { vector, measure };
    const exactly = await asksExact(async () => {
      const found = await engine.nearest({ ...rest, count, allowed: half });
      const right = new Set((await exact.nearest({ ...rest, count, allowed: half })).indices);
      expect(found.indices.every((index) => isHalf(index) === 1)).toBe(true);
      expect(found.indices.filter((index) => right.has(index)).length).toBeGreaterThanOrEqual(49);
    });
    expect(exactly).toBe(false);
    expect(await engine.nearest({ ...rest, count: 30, allowed: few })).toEqual(
      await exact.nearest({ ...rest, count: 30, allowed: few }),
    );
  });

  it('compares exactly where the nearest items are not allowed', async () => {
    const { indices } = await exact.nearest({ vector, count: 500, measure, allowed: null });
    const far = new Uint8Array(size).fill(1);
    for (const index of indices) far[index] = 0;
    const query = { vector, count: 5, measure, allowed: far };
    expect(await asksExact(async () => expect(await engine.nearest(query)).toEqual(await exact.nearest(query)))).toBe(
      true,
    );
  });
});

it('compares exactly where much of the gallery is wanted, and finds nothing where nothing is allowed', async () => {
  const query = { vector, count: largestCount(size) + 1, measure: 'product', allowed: null } as const;
  expect(await engine.nearest(query)).toEqual(await exact.nearest(query));
  const none = await engine.nearest({ ...query, count: 5, allowed: new Uint8Array(size) });
  expect(none.indices).toHaveLength(0);
});

it('refuses a vector of another length', async () => {
  const query = { vector: vectors.slice(0, 3), count: 1, measure: 'product', allowed: null } as const;
  await expect(engine.nearest(query)).rejects.toThrow('vector has the shape [3]');
});
