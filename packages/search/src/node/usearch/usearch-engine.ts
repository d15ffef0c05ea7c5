import { checkShape } from '@rs-sam/foundation/errors';
import type { Engine, EngineAnswer, ShortlistMeasure } from '../../engine/engine';
import { graphCount } from '../../engine/graph-count';
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
      const asked = graphCount(wanted, matching, size);
      if (asked === null) return (await flat()).nearest(query);
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
