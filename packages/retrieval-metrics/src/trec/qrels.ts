import { InvalidOptionError } from '../errors';
import { checkQueryMap } from '../ranking/check-query-map';
import type { QueryMap } from '../ranking/query-map';
import { checkField, checkQuery } from './check-field';
import { visitFields } from './fields';
import { IdPool } from './id-pool';
import { blocksOf, type TextChunks } from './lines';

const FIELDS = ['query', 'iteration', 'item', 'grade'];

/**
 * Judgements from TREC qrels, one line `query iteration item grade` each, read as trec_eval 10 reads them; the lines of the queries may
 * be in any order, and lines that begin with `#` are comments. A negative grade means pooled and not judged. Throws `TrecSyntaxError`
 * with the number of the line.
 *
 * @example
 * const qrels = await readQrels(['q1 0 d1 1\nq1 0 d2 0\n']);
 * console.log(qrels.get('q1').get('d2')); // 0
 */
export async function readQrels(chunks: TextChunks): Promise<QueryMap> {
  const qrels = new Map<string, Map<string, number>>();
  const ids = new IdPool();
  for await (const block of blocksOf(chunks)) {
    visitFields(block, FIELDS, { rest: false }, (line) => {
      const query = line.id(0, ids);
      const item = line.id(2, ids);
      let judged = qrels.get(query);
      if (judged === undefined) {
        judged = new Map();
        qrels.set(query, judged);
      }
      if (judged.has(item)) throw line.error(`item ${item} is judged twice for query ${query}`);
      const grade = line.number(3);
      if (!Number.isFinite(grade)) throw line.error(`the grade ${line.field(3)} is not finite`);
      judged.set(item, grade);
    });
  }
  return qrels;
}

/**
 * The lines of a qrels file, each with its newline. Throws `InvalidOptionError` for an id that cannot be a field of a line, and for a
 * grade that is not an integer: trec_eval cuts a fraction off.
 */
export function formatQrels(qrels: QueryMap): Generator<string> {
  checkQueryMap('qrels', qrels);
  for (const [query, judged] of qrels) {
    checkQuery(query);
    for (const [item, grade] of judged) {
      checkField('item', item);
      if (!Number.isSafeInteger(grade)) {
        throw new InvalidOptionError(`grade of item ${item} for query ${query}`, grade, 'an integer');
      }
    }
  }
  return linesOfQrels(qrels);
}

function* linesOfQrels(qrels: QueryMap): Generator<string> {
  for (const [query, judged] of qrels) for (const [item, grade] of judged) yield `${query} 0 ${item} ${grade}\n`;
}
