import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotANumberError, TrecSyntaxError } from '../errors';
import { queryMap } from '../ranking/query-map';
import { linesOf, type TextChunks } from './lines';
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

/** A streamed run, whole. */
const streamed = async (chunks: TextChunks) => {
  for await (const _ of streamRun(chunks));
};

describe.each<[string, string, (chunks: string[]) => Promise<unknown>]>([
  ['q1 0 d1', 'expected 4 fields (query iteration item grade), found 3', readQrels],
  ['q1 0 d1 high', 'high is not a number', readQrels],
  ['q1 0 d1 1\nq1 0 d1 1', 'judged twice', readQrels],
  ['q1 Q0 d1 1 NaN me', 'NaN is not a number', readRun],
  ['q1 Q0 d1 1 2 me\nq1 Q0 d1 1 2 me', 'retrieved twice', readRun],
  ['a Q0 d 1 2 me\nb Q0 d 1 2 me\na Q0 e 1 2 me', 'sort the run by query', streamed],
  ['q1 0 d1 1 extra', 'found 5', readQrels],
  ['q1 0 d1 inf', 'not finite', readQrels],
  ['q1 0 d1 0x10', '0x10 is not a number', readQrels],
  ['q1 Q0 d1 1 0x1p3 me', '0x1p3 is not a number', readRun],
  ['q1 Q0 d1 1 1_000 me', '1_000 is not a number', readRun],
  ['q1 Q0 d1 1 1,5 me', '1,5 is not a number', readRun],
  ['q1 Q0 d1 1 \u00a05 me', 'is not a number', readRun],
  ['q1 Q0 d1 1 0.5', 'found 5', readRun],
  ['q1 Q0 d1 1 0.5 me\rq1 Q0 d2 2 0.4 me\r', 'carriage return', readRun],
])('%j', (text, message, read) => {
  it('is refused with its line', async () => {
    await expect(read([text])).rejects.toThrow(message);
    await expect(read([text])).rejects.toThrow(TrecSyntaxError);
    await expect(read([text])).rejects.toMatchObject({ line: text.split('\n').length });
  });
});

describe('what trec_eval takes', () => {
  const lineOf = (score: string) => `q Q0 d 1 ${score} me\n`;

  it.each<[string, number]>([
    ['inf', Number.POSITIVE_INFINITY],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['INFINITY', Number.POSITIVE_INFINITY],
    ['+.5', 0.5],
    ['5.', 5],
    ['1E-05', 1e-5],
    ['-0', -0],
  ])('%s is a score', async (text, score) => {
    expect((await readRun([lineOf(text)])).get('q')?.get('d')).toBe(score);
  });

  it.each(['nan', 'NaN', '-nan', '', 'null', '1e'])('%j is none', async (text) => {
    await expect(readRun([lineOf(text)])).rejects.toThrow(TrecSyntaxError);
  });

  it('skips comments and empty lines, and counts them', async () => {
    const text = '# ours\n\n  # indented\nq Q0 d 1 0.5 me\nq Q0 d 2 0.4 me\n';
    await expect(readRun([text])).rejects.toMatchObject({ line: 5 });
    expect(await readQrels(['# by us\n#q 0 d 1\nq 0 d 1\n#'])).toEqual(new Map([['q', new Map([['d', 1]])]]));
  });

  it('ignores text after the tag, and takes tabs, several blanks and carriage returns', async () => {
    const run = await readRun(['q\tQ0  d 1\t0.5 my run of today\r\n', ' q Q0 e 2 0.25 me \r\n']);
    expect(run).toEqual(
      new Map([
        [
          'q',
          new Map([
            ['d', 0.5],
            ['e', 0.25],
          ]),
        ],
      ]),
    );
  });

  it('drops a byte order mark, also where it comes alone', async () => {
    expect([...(await readRun(['\uFEFFq Q0 d 1 1 me'])).keys()]).toEqual(['q']);
    expect([...(await readRun(['', '\uFEFF', 'q Q0 d 1 1 me'])).keys()]).toEqual(['q']);
  });

  it('keeps a blank that is not ASCII in its id', async () => {
    expect([...((await readRun(['q Q0 a\u00a0b\u3000c 1 1 me'])).get('q') ?? []).keys()]).toEqual(['a\u00a0b\u3000c']);
  });

  it('merges the lines of a query, in every cutting of the text', async () => {
    const text = 'b Q0 x 1 3 me\na Q0 x 1 2 me\nb Q0 y 2 1 me\n';
    const merged = queryMap({ b: { x: 3, y: 1 }, a: { x: 2 } });
    for (const size of [1, 5, 14, 100]) expect(await readRun(piecesOf(text, size))).toEqual(merged);
  });

  it('keeps ids apart from each other that objects have keys of', async () => {
    const run = await readRun(['__proto__ Q0 constructor 1 1 me\n']);
    expect(run.get('__proto__')?.get('constructor')).toBe(1);
  });
});

describe('the message about a line', () => {
  it.each(['PK\x03\x04\x00\x00rubbish', '\x1f\uFFFD\x08\x00', 'a\u009bb c d'])(
    'has no rubbish for %j',
    async (text) => {
      const error: Error = await readRun([text]).catch((error) => error);
      expect(error).toBeInstanceOf(TrecSyntaxError);
      expect(error.message).not.toMatch(/[^\P{C}\n]|\uFFFD/u);
    },
  );

  it('is short for a line that is long, and so is reading one', async () => {
    const error = await readRun(piecesOf('x'.repeat(3e6), 1000)).catch((error) => error);
    expect(error.message.length).toBeLessThan(300);
    expect(error.message).toContain('longer than 1048576 characters');
  });

  it('says that bytes are no text', async () => {
    await expect(readRun([new TextEncoder().encode('q Q0 d 1 1 me')] as never)).rejects.toThrow('TextDecoderStream');
  });
});

describe('a writer refuses what a reader would not read back', () => {
  const ids = [
    '',
    'a b',
    'a\tb',
    'a\nb',
    'a\rb',
    'a\u00a0b',
    'a\u2028b',
    '\uFEFFa',
    'a\0b',
    'a\x1cb',
    'a\x85b',
    '\ud800',
  ];

  it.each(ids)('%j', (id) => {
    const named = expect.objectContaining({ code: 'RS_SAM_INVALID_OPTION', value: id });
    expect(() => formatRun(queryMap({ q: { [id]: 1 } }), 'me')).toThrow(named);
    expect(() => formatRun(queryMap({ [id]: { d: 1 } }), 'me')).toThrow(named);
    expect(() => formatRun(queryMap({ q: { d: 1 } }), id)).toThrow(named);
    expect(() => formatQrels(queryMap({ q: { [id]: 1 } }))).toThrow(named);
    expect(() => formatQrels(queryMap({ [id]: { d: 1 } }))).toThrow(named);
  });

  it('a query that would be a comment', async () => {
    expect(() => formatRun(queryMap({ '#1': { d: 1 } }), 'me')).toThrow('begins a comment');
    expect(() => formatQrels(queryMap({ '#1': { d: 1 } }))).toThrow('begins a comment');
    expect(await readRun(formatRun(queryMap({ q: { '#1': 1 } }), '#me'))).toEqual(queryMap({ q: { '#1': 1 } }));
  });

  it('NaN, values that are no numbers, and grades that trec_eval would cut off', () => {
    expect(() => formatRun(queryMap({ q: { d: Number.NaN } }), 'me')).toThrow(NotANumberError);
    expect(() => formatRun(queryMap({ q: { d: '1' as never } }), 'me')).toThrow('d for query q');
    for (const grade of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(() => formatQrels(queryMap({ q: { d: grade } }))).toThrow('an integer');
    }
    expect([...formatQrels(queryMap({ q: { d: -1, e: -0 } }))]).toEqual(['q 0 d -1\n', 'q 0 e 0\n']);
  });

  it('what is no map', () => {
    expect(() => formatRun({ q: { d: 1 } } as never, 'me')).toThrow('queryMap');
    expect(() => formatQrels(new Map([['q', { d: 1 }]]) as never)).toThrow('get("q")');
  });
});

it('reads back every score that it writes, the infinite ones too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.uuid(), fc.double({ noNaN: true }), { minKeys: 1 }), async (scores) => {
      const run = queryMap({ q: scores });
      const back = await readRun(formatRun(run, 'me'));
      for (const [item, score] of Object.entries(scores))
        expect(back.get('q')?.get(item)).toBe(score === 0 ? 0 : score);
    }),
  );
});
