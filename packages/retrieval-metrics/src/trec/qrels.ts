import { TrecSyntaxError } from '../errors';
import type { QueryMap } from '../ranking/query-map';
import { fieldsOf, numberOf } from './fields';
import type { TextChunks } from './lines';

/**
 * Judgements from TREC qrels, one line `query iteration item grade` each. Throws `TrecSyntaxError` with the number of the line.
 *
 * @example
 * const qrels = await readQrels(['q1 0 d1 1\nq1 0 d2 0\n']);
 * console.log(qrels.get('q1').get('d2')); // 0
 */
export async function readQrels(chunks: TextChunks): Promise<QueryMap> {
  const qrels = new Map<string, Map<string, number>>();
  for await (const { fields, line, text } of fieldsOf(chunks, ['query', 'iteration', 'item', 'grade'])) {
    const [query, , item, grade] = fields as [string, string, string, string];
    const judged = qrels.get(query) ?? new Map<string, number>();
    if (judged.has(item)) throw new TrecSyntaxError(line, text, `item ${item} is judged twice for query ${query}`);
    qrels.set(query, judged.set(item, numberOf(grade, line, text)));
  }
  return qrels;
}

/** The lines of a qrels file, each with its newline. */
export function* formatQrels(qrels: QueryMap): Generator<string> {
  for (const [query, judged] of qrels) for (const [item, grade] of judged) yield `${query} 0 ${item} ${grade}\n`;
}
