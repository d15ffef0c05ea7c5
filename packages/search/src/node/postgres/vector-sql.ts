import type { ShortlistMeasure } from '../../engine/engine';
import { graphQuery, graphWidth, normOf } from '../usearch/graph-vectors';

/** What pgvector's graphs hold at most. */
const WIDEST = 4000;

/** Neighbours of each vector in a graph, and candidates that are kept while one is added. */
const [CONNECTIVITY, ADD] = [16, 128];

const MEASURES: readonly ShortlistMeasure[] = ['product', 'cosine'];

const INDEX: Readonly<Record<ShortlistMeasure, string>> = { product: 'item_product', cosine: 'item_vector' };

/** What a graph compares, exactly as its index has it: only then is it used. */
export const graphColumn = (measure: ShortlistMeasure, width: number): string =>
  `(${measure === 'product' ? 'product' : 'vector'}::halfvec(${graphWidth(measure, width)}))`;

/** The statements that build both graphs of an `item` table, as usearch's: see `graphVectors`. None where the vectors are too wide. */
export const createGraphs = (width: number): string[] =>
  MEASURES.filter((measure) => graphWidth(measure, width) <= WIDEST).map(
    (measure) =>
      `CREATE INDEX ${INDEX[measure]} ON item USING hnsw (${graphColumn(measure, width)} halfvec_cosine_ops)
       WITH (m = ${CONNECTIVITY}, ef_construction = ${ADD})`,
  );

export const DROP_GRAPHS = 'DROP INDEX IF EXISTS item_product, item_vector';

/** `[v, √(M² − |v|²)]` of the column `vector`, with M as `longest`. */
export const productOf = (longest: string): string =>
  `vector || ('[' || sqrt(greatest(0, ${longest}::float8 ^ 2 - l2_norm(vector) ^ 2)) || ']')::halfvec`;

/** A vector as pgvector reads it. */
export const formatVector = (vector: ArrayLike<number>): string => `[${Array.from(vector).join(',')}]`;

/** A query for a graph. Its length does not count: 1 has a place in float16. */
export function formatGraphQuery(vector: Float32Array, measure: ShortlistMeasure): string {
  const norm = normOf(vector) || 1;
  return formatVector(
    graphQuery(
      vector.map((value) => value / norm),
      measure,
    ),
  );
}
