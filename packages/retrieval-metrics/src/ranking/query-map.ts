/** Query → item → number: a run's scores (higher is better) or the grades of judgements. */
export type QueryMap = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * A nested object as a `QueryMap`.
 *
 * @example
 * const qrels = queryMap({ q1: { d1: 1, d2: 0 } });
 * console.log(qrels.get('q1').get('d1')); // 1
 */
export function queryMap(object: Readonly<Record<string, Readonly<Record<string, number>>>>): QueryMap {
  return new Map(Object.entries(object).map(([query, items]) => [query, new Map(Object.entries(items))]));
}
