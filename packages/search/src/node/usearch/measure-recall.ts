import { setImmediate } from 'node:timers/promises';
import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';
import type { Engine, ShortlistMeasure } from '../../engine/engine';

/** Vectors of the gallery that are queries. */
const RECALL_QUERIES = 100;

/** What {@link measureRecall} compares. */
export interface RecallOptions {
  readonly engine: Engine;
  readonly exact: Engine;
  /** [n, width], row-major. */
  readonly vectors: Float32Array;
  readonly width: number;
  readonly measure: ShortlistMeasure;
  /** Neighbours of each query. */
  readonly count: number;
  readonly signal?: AbortSignal | undefined;
}

/** The share of the exact nearest vectors that an engine finds, over a sample of the vectors as queries. */
export async function measureRecall(options: RecallOptions): Promise<number> {
  const { engine, exact, vectors, width, measure, count, signal } = options;
  const size = vectors.length / width;
  const queries = sampleIndices(size, Math.min(RECALL_QUERIES, size), seededRandom('recall'));
  let found = 0;
  for (const index of queries) {
    await setImmediate();
    signal?.throwIfAborted();
    const query = { vector: vectors.slice(index * width, (index + 1) * width), count, measure, allowed: null };
    const right = new Set((await exact.nearest(query)).indices);
    for (const one of (await engine.nearest(query)).indices) if (right.has(one)) found++;
  }
  return found / (queries.length * count);
}
