import { checkShape } from '@rs-sam/foundation/errors';
import type { Engine, EngineAnswer, ShortlistMeasure } from '../../engine/engine';
import { graphQuery, normOf } from './graph-vectors';
import type { UsearchIndex } from './usearch-package';

/** What a usearch engine is made of. */
export interface UsearchParts {
  /** A graph for each measure. */
  readonly graphs: Readonly<Record<ShortlistMeasure, UsearchIndex>>;
  readonly count: number;
  readonly width: number;
  /** The norm of the longest vector. */
  readonly longest: number;
  /** The exact engine of the same vectors, opened where it is needed. */
  readonly flat: () => Promise<Engine>;
}

/** A graph is asked for this part of the vectors at most: for more, comparing all of them takes as long and is exact. */
const LARGEST_PART = 0.25;

/**
 * A graph is asked for more than is wanted: the last ones that it finds are those of which it misses most, and of the nearest items a filter
 * may allow fewer than of all.
 */
const RESERVE = 2;

/** The most that such an engine finds by its graphs of so many vectors without a filter. */
export const largestCount = (size: number): number => Math.floor((LARGEST_PART * size) / RESERVE);

/**
 * An engine of graphs of near vectors: it finds nearly all of the nearest without comparing all. A graph knows no filters: it is asked for so
 * many that enough of them are allowed; where it finds too few, or few are allowed, the exact engine compares those that are.
 */
export function usearchEngine({ graphs, count: size, width, longest, flat }: UsearchParts): Engine {
  return {
    async nearest(query) {
      const { vector, count, measure, allowed } = query;
      checkShape('vector', [vector.length], [width], 'Use a text or an image of the model that made the gallery.');
      const matching = allowed === null ? size : allowed.reduce((sum, one) => sum + one, 0);
      const wanted = Math.min(count, matching);
      const asked = Math.ceil((RESERVE * wanted * size) / Math.max(1, matching));
      if (wanted === 0 || asked > LARGEST_PART * size) return (await flat()).nearest(query);
      const scale = measure === 'product' ? longest * normOf(vector) : 1;
      const found = ask(graphs[measure], graphQuery(vector, measure), asked, scale);
      const kept = found.filter(({ index }) => allowed === null || allowed[index] === 1).slice(0, wanted);
      return kept.length < wanted ? (await flat()).nearest(query) : answerOf(kept);
    },
  };
}

interface Found {
  readonly index: number;
  readonly likeness: number;
}

function ask(graph: UsearchIndex, vector: Float32Array, count: number, scale: number): Found[] {
  const { keys, distances } = graph.search(vector, count, 1);
  const found = Array.from(keys, (key, at): Found => {
    return { index: Number(key), likeness: Math.fround(scale * (1 - (distances[at] as number))) };
  });
  return found.sort((a, b) => b.likeness - a.likeness || a.index - b.index);
}

const answerOf = (found: readonly Found[]): EngineAnswer => ({
  indices: Int32Array.from(found, ({ index }) => index),
  likeness: Float32Array.from(found, ({ likeness }) => likeness),
});
