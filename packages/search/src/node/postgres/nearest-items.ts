import type { ShortlistMeasure } from '../../engine/engine';
import { graphCount, RESERVE } from '../../engine/graph-count';
import type { Neighbour } from '../../gallery/gallery';
import { applySettings, type Sql } from './sql-database';
import { formatGraphQuery, formatVector, graphColumn } from './vector-sql';

/** The items that a query may find. */
export interface Allowed {
  /** A condition on the columns of `item`, with `$1`, `$2`, … for the values. */
  readonly text: string;
  readonly values: readonly unknown[];
  /** How many items there are. */
  readonly count: number;
}

/** What the items are compared with. */
export interface VectorQuery {
  readonly vector: Float32Array;
  readonly count: number;
  readonly measure: ShortlistMeasure;
}

/** A statement and its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Candidates that one step of pgvector's scan keeps, at least and at most; a scan goes on in further steps until it has enough. With 100, of
 * which 50 are wanted, it misses one or two in a hundred of vectors of very different length.
 */
const [SMALLEST_STEP, LARGEST_STEP] = [400, 1000];

/** Memory of a scan, as a multiple of `work_mem`: by default a scan ends early. */
const SCAN_MEMORY = 64;

/**
 * The nearest of the items that are allowed, nearest first. Where many are allowed, by the graph, of which the scan goes on until enough of
 * what it finds is allowed; else all that are allowed are compared.
 *
 * @param size of the gallery.
 */
export async function nearestItems(sql: Sql, query: VectorQuery, allowed: Allowed, size: number): Promise<Neighbour[]> {
  const wanted = Math.min(query.count, allowed.count);
  if (wanted === 0) return [];
  if (graphCount(wanted, allowed.count, size) !== null) {
    await applySettings(sql, {
      'hnsw.ef_search': Math.min(LARGEST_STEP, Math.max(SMALLEST_STEP, RESERVE * wanted)),
      'hnsw.iterative_scan': 'relaxed_order',
      'hnsw.max_scan_tuples': Math.max(20_000, size),
      'hnsw.scan_mem_multiplier': SCAN_MEMORY,
    });
    const { text, values } = graphStatement({ ...query, count: wanted }, allowed);
    const near = await sql<Neighbour>(text, values);
    if (near.length === wanted) return near;
  }
  const { text, values } = exactStatement({ ...query, count: wanted }, allowed);
  return sql<Neighbour>(text, values);
}

/** What a graph finds, compared again with all digits of the query. */
export function graphStatement({ vector, count, measure }: VectorQuery, { text, values }: Allowed): Statement {
  const add = placesAfter(values);
  const compared = `${likenessSql(measure, add.of(formatVector(vector)))} AS likeness`;
  const near = add.of(formatGraphQuery(vector, measure));
  return {
    text: `SELECT key, likeness FROM (
      SELECT key, ${compared} FROM item WHERE ${text}
      ORDER BY ${graphColumn(measure, vector.length)} <=> ${near}::halfvec LIMIT ${add.of(RESERVE * count)}
    ) AS near ORDER BY likeness DESC, key LIMIT ${add.of(count)}`,
    values: add.values,
  };
}

/** All that are allowed: no graph has this order. */
function exactStatement({ vector, count, measure }: VectorQuery, { text, values }: Allowed): Statement {
  const add = placesAfter(values);
  return {
    text: `SELECT key, ${likenessSql(measure, add.of(formatVector(vector)))} AS likeness FROM item WHERE ${text}
      ORDER BY likeness DESC, key LIMIT ${add.of(count)}`,
    values: add.values,
  };
}

/** Product or cosine in 32 bits; the cosine with a vector of zeros is 0. */
function likenessSql(measure: ShortlistMeasure, vector: string): string {
  const product = `-(vector::vector <#> ${vector}::vector)`;
  return measure === 'product'
    ? product
    : `coalesce(${product} / nullif(l2_norm(vector) * vector_norm(${vector}::vector), 0), 0)`;
}

function placesAfter(before: readonly unknown[]) {
  const values = [...before];
  return { values, of: (value: unknown) => `$${values.push(value)}` };
}
