import { InvalidOptionError, NotANumberError } from '../errors';
import { checkQueryMap } from '../ranking/check-query-map';
import type { QueryMap } from '../ranking/query-map';
import { checkField, checkQuery } from './check-field';
import { type FieldLine, visitFields } from './fields';
import { IdPool } from './id-pool';
import { blocksOf, type TextChunks } from './lines';

const FIELDS = ['query', 'Q0', 'item', 'rank', 'score', 'tag'];

/**
 * A TREC run of lines `query Q0 item rank score tag`, query by query, with one query in memory at a time. The scores decide; the rank
 * column is ignored, as trec_eval ignores it, and lines that begin with `#` are comments. Throws `TrecSyntaxError` with the number of the
 * line, also where the lines of a query are not consecutive.
 */
export async function* streamRun(
  chunks: TextChunks,
): AsyncGenerator<[query: string, scores: ReadonlyMap<string, number>]> {
  const finished = new Set<string>();
  let current: string | undefined;
  let scores = new Map<string, number>();
  // Its ids are gone with their query: there is nothing to pool.
  const ids = new IdPool(Number.POSITIVE_INFINITY);
  for await (const block of blocksOf(chunks)) {
    const complete: [string, ReadonlyMap<string, number>][] = [];
    let failure: unknown;
    try {
      visitFields(block, FIELDS, { rest: true }, (line) => {
        const query = line.field(0);
        if (query !== current) {
          if (current !== undefined) complete.push([current, scores]);
          if (finished.has(query))
            throw line.error(`the lines of query ${query} are not consecutive; sort the run by query`);
          current = query;
          finished.add(query);
          scores = new Map();
        }
        addItem(scores, query, line, ids);
      });
    } catch (error) {
      failure = error;
    }
    // The queries before a faulty line are complete.
    yield* complete;
    if (failure !== undefined) throw failure;
  }
  if (current !== undefined) yield [current, scores];
}

/**
 * A whole TREC run, read as `streamRun` reads it; the lines of the queries may be in any order. Throws `TrecSyntaxError` with the number
 * of the line.
 *
 * @example
 * const run = await readRun(['q1 Q0 d2 1 0.9 mine\nq1 Q0 d1 2 0.8 mine\n']);
 * console.log(run.get('q1').get('d1')); // 0.8
 */
export async function readRun(chunks: TextChunks): Promise<QueryMap> {
  const run = new Map<string, Map<string, number>>();
  const ids = new IdPool();
  let current: string | undefined;
  let scores = new Map<string, number>();
  for await (const block of blocksOf(chunks)) {
    visitFields(block, FIELDS, { rest: true }, (line) => {
      const query = line.field(0);
      if (query !== current) {
        current = query;
        scores = run.get(query) ?? new Map();
        run.set(query, scores);
      }
      addItem(scores, query, line, ids);
    });
  }
  return run;
}

function addItem(scores: Map<string, number>, query: string, line: FieldLine, ids: IdPool): void {
  const item = line.id(2, ids);
  const score = line.number(4);
  const before = scores.size;
  scores.set(item, score);
  if (scores.size === before) throw line.error(`item ${item} is retrieved twice for query ${query}`);
}

/**
 * The lines of a run file, each with its newline, best item first; ranks count from 1.
 *
 * @param tag the name of the system.
 * @throws InvalidOptionError for a tag or an id that cannot be a field of a line (an id with white space, for example), before the first line is produced.
 * @throws NotANumberError for a score that is NaN.
 */
export function formatRun(run: QueryMap, tag: string): Generator<string> {
  checkField('tag', tag);
  checkQueryMap('run', run);
  for (const [query, scores] of run) {
    checkQuery(query);
    for (const [item, score] of scores) {
      checkField('item', item);
      if (typeof score !== 'number') {
        throw new InvalidOptionError(`score of item ${item} for query ${query}`, score, 'a number');
      }
      if (Number.isNaN(score)) throw new NotANumberError(query, item);
    }
  }
  return linesOfRun(run, tag);
}

function* linesOfRun(run: QueryMap, tag: string): Generator<string> {
  for (const [query, scores] of run) {
    let rank = 0;
    for (const [item, score] of [...scores].sort(([, a], [, b]) => Number(b > a) - Number(b < a))) {
      rank++;
      yield `${query} Q0 ${item} ${rank} ${score} ${tag}\n`;
    }
  }
}
