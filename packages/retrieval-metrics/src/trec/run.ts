import { InvalidOptionError, TrecSyntaxError } from '../errors';
import type { QueryMap } from '../ranking/query-map';
import { fieldsOf, numberOf } from './fields';
import type { TextChunks } from './lines';

/**
 * A TREC run of lines `query Q0 item rank score tag`, query by query, with one query in memory at a time. The scores decide; the rank
 * column is ignored, as in trec_eval. Throws `TrecSyntaxError` with the number of the line, also where the lines of a query are not
 * consecutive.
 */
export async function* streamRun(
  chunks: TextChunks,
): AsyncGenerator<[query: string, scores: ReadonlyMap<string, number>]> {
  const finished = new Set<string>();
  let current: string | undefined;
  let scores = new Map<string, number>();
  for await (const { fields, line, text } of fieldsOf(chunks, ['query', 'Q0', 'item', 'rank', 'score', 'tag'])) {
    const [query, , item, , score] = fields as [string, string, string, string, string, string];
    if (query !== current) {
      if (current !== undefined) yield [current, scores];
      if (finished.has(query))
        throw new TrecSyntaxError(line, text, `the lines of query ${query} are not consecutive; sort the run by query`);
      finished.add(query);
      current = query;
      scores = new Map();
    }
    if (scores.has(item)) throw new TrecSyntaxError(line, text, `item ${item} is retrieved twice for query ${query}`);
    scores.set(item, numberOf(score, line, text));
  }
  if (current !== undefined) yield [current, scores];
}

/**
 * A whole TREC run.
 *
 * @example
 * const run = await readRun(['q1 Q0 d2 1 0.9 mine\nq1 Q0 d1 2 0.8 mine\n']);
 * console.log(run.get('q1').get('d1')); // 0.8
 */
export async function readRun(chunks: TextChunks): Promise<QueryMap> {
  const run = new Map<string, ReadonlyMap<string, number>>();
  for await (const [query, scores] of streamRun(chunks)) run.set(query, scores);
  return run;
}

/**
 * The lines of a run file, each with its newline, best item first; ranks count from 1.
 *
 * @param tag the name of the system. Throws `InvalidOptionError` where it is empty or has white space: it is a field of every line.
 */
export function formatRun(run: QueryMap, tag: string): Generator<string> {
  if (typeof tag !== 'string' || !/^\S+$/.test(tag)) {
    throw new InvalidOptionError('tag', tag, 'a name without white space');
  }
  return linesOfRun(run, tag);
}

function* linesOfRun(run: QueryMap, tag: string): Generator<string> {
  for (const [query, scores] of run) {
    let rank = 0;
    for (const [item, score] of [...scores].sort(([, a], [, b]) => b - a)) {
      rank++;
      yield `${query} Q0 ${item} ${rank} ${score} ${tag}\n`;
    }
  }
}
