import type { ShortlistMeasure } from '../../engine/engine';
import { flatEngine } from '../../engine/flat-engine';
import { largestCount } from '../../engine/graph-count';
import { candidateCount } from '../../query/candidate-count';
import { measureRecall } from './measure-recall';
import { usearchEngine } from './usearch-engine';
import type { UsearchIndex } from './usearch-package';

/** What a graph has to find of the nearest vectors: sentences are further from images than these from each other, and find a little less. */
export const LEAST_RECALL = 0.995;

/** Doublings of the candidates before it is left as it is. */
const DOUBLINGS = 4;

/** The vectors, and the graphs that were built of them. */
export interface BuiltGraphs {
  /** [n, width], row-major. */
  readonly vectors: Float32Array;
  readonly width: number;
  /** The norm of the longest vector. */
  readonly longest: number;
  /** Opens a graph with so many candidates. */
  readonly open: (measure: ShortlistMeasure, expansion: number) => UsearchIndex;
  readonly signal?: AbortSignal | undefined;
}

/** The candidates that searches of some graphs keep, and the share of the nearest vectors that they find with them. */
export interface ChosenExpansion {
  readonly expansion: number;
  readonly recall: Readonly<Record<ShortlistMeasure, number>>;
}

/** Doubles the candidates, from twice those of a shortlist, until both graphs find {@link LEAST_RECALL}, or 16 times as many do not. */
export async function chooseExpansion({
  vectors,
  width,
  longest,
  open,
  signal,
}: BuiltGraphs): Promise<ChosenExpansion> {
  const size = vectors.length / width;
  const candidates = candidateCount(size, 1);
  const count = Math.max(1, Math.min(candidates, largestCount(size)));
  const exact = flatEngine(vectors, width);
  try {
    for (let doublings = 0; ; doublings++) {
      const expansion = 2 ** (1 + doublings) * candidates;
      const graphs = { product: open('product', expansion), cosine: open('cosine', expansion) };
      const engine = usearchEngine({ graphs, count: size, width, longest, flat: async () => exact });
      const of = (measure: ShortlistMeasure) =>
        measureRecall({ engine, exact, vectors, width, measure, count, signal });
      const recall = { product: await of('product'), cosine: await of('cosine') };
      if (Math.min(recall.product, recall.cosine) >= LEAST_RECALL || doublings === DOUBLINGS) {
        return { expansion, recall };
      }
    }
  } finally {
    exact.close();
  }
}
