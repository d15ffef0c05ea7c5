import { describe, expect, it } from 'vitest';
import { TrecSyntaxError } from '../errors';
import { linesOf } from './lines';
import { formatQrels, readQrels } from './qrels';
import { formatRun, readRun, streamRun } from './run';

const qrelsText = 'q1 0 d1 2\r\nq1 0 d2 0\n\nq2\t0\td1\t1\n';
const runText = 'q1 Q0 d2 1 0.5 me\nq1 Q0 d1 2 -1e-3 me\nq2 Q0 d1 1 3 me';

/** The text cut into pieces of `size` characters. */
async function* piecesOf(text: string, size: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

it.each([1, 3, 7, 1000])('reads text in pieces of %d characters', async (size) => {
  const lines: string[] = [];
  for await (const line of linesOf(piecesOf(qrelsText, size))) lines.push(line);
  expect(lines).toEqual(['q1 0 d1 2', 'q1 0 d2 0', '', 'q2\t0\td1\t1']);
  expect(await readQrels(piecesOf(qrelsText, size))).toEqual(
    new Map([
      [
        'q1',
        new Map([
          ['d1', 2],
          ['d2', 0],
        ]),
      ],
      ['q2', new Map([['d1', 1]])],
    ]),
  );
  expect((await readRun(piecesOf(runText, size))).get('q1')).toEqual(
    new Map([
      ['d2', 0.5],
      ['d1', -0.001],
    ]),
  );
});

it('streams a run query by query', async () => {
  let handed = 0;
  function* lines() {
    for (const line of runText.split('\n')) {
      handed++;
      yield `${line}\n`;
    }
  }
  const first = await streamRun(lines()).next();
  expect(first.value?.[0]).toBe('q1');
  // The first line of the second query tells that the first is complete.
  expect(handed).toBe(3);
});

it('reads what it writes', async () => {
  const qrels = await readQrels([qrelsText]);
  const run = await readRun([runText]);
  expect(await readQrels(formatQrels(qrels))).toEqual(qrels);
  expect(await readRun(formatRun(run, 'tag'))).toEqual(run);
});

it('writes a run best first, with ranks from 1', async () => {
  const run = new Map([
    [
      'q',
      new Map([
        ['low', 0.1],
        ['high', 0.9],
      ]),
    ],
  ]);
  expect([...formatRun(run, 'mine')]).toEqual(['q Q0 high 1 0.9 mine\n', 'q Q0 low 2 0.1 mine\n']);
});

describe.each([
  ['q1 0 d1', 'expected 4 fields (query iteration item grade), found 3', readQrels],
  ['q1 0 d1 high', 'high is not a number', readQrels],
  ['q1 0 d1 1\nq1 0 d1 1', 'judged twice', readQrels],
  ['q1 Q0 d1 1 NaN me', 'NaN is not a number', readRun],
  ['q1 Q0 d1 1 2 me\nq1 Q0 d1 1 2 me', 'retrieved twice', readRun],
  ['a Q0 d 1 2 me\nb Q0 d 1 2 me\na Q0 e 1 2 me', 'sort the run by query', readRun],
])('%j', (text, message, read) => {
  it('is refused with its line', async () => {
    await expect(read([text])).rejects.toThrow(message);
    await expect(read([text])).rejects.toThrow(TrecSyntaxError);
    await expect(read([text])).rejects.toMatchObject({ line: text.split('\n').length });
  });
});
