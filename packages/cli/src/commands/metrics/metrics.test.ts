import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-metrics-'));
  await mkdir(file('other'));
  await writeFile(file('qrels.txt'), '# ours\nq1 0 d1 1\nq1 0 d2 0\nq1 0 d3 2\nq2 0 d1 1\n');
  await writeFile(file('a.run'), 'q1 Q0 d1 1 2 a\nq2 Q0 d9 1 3 a\nq1 Q0 d2 2 2 a\nq1 Q0 d3 3 1 a\nq2 Q0 d1 2 1 a\n');
  await writeFile(
    file('b.run.gz'),
    gzipSync('q1 Q0 d3 1 inf b\nq1 Q0 d2 2 -inf b\nq2 Q0 d1 1 1 b of ours\nq3 Q0 d1 1 1 b\n'),
  );
  await writeFile(file('short.run'), 'q1 Q0 d1 1 2 a\n');
  await writeFile(file('other/a.run'), 'q1 Q0 d1 1 2 a\nq2 Q0 d1 1 3 a\n');
});
afterAll(() => rm(folder, { recursive: true }));

const metrics = (...words: string[]) => runInProcess(['metrics', ...words, '--qrels', file('qrels.txt')]);

describe('one run', () => {
  it('has the figures of trec_eval: d2 comes before d1, which has its score', async () => {
    const { code, stdout, stderr } = await metrics(
      file('a.run'),
      '--measures',
      'MAP,P(rel=2)@5,recip_rank,num_rel_ret',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // AP of q1: (1/2 + 2/3) / 2, of q2: 1/2.
    expect(stdout).toBe('AP           0.5417\nP(rel=2)@5   0.1000\nRR           0.5000\nnum_rel_ret       3\n');
  });

  it('takes other orders of equal scores', async () => {
    const { stdout } = await metrics(file('a.run'), '--measures', 'RR', '--ties', 'expected');
    expect(stdout).toBe('RR  0.6250\n');
  });

  it('shows each query, and all as data', async () => {
    const lines = await metrics(file('a.run'), '--measures', 'RR', '--per-query');
    expect(lines.stdout).toBe('RR  q1   0.5000\nRR  q2   0.5000\nRR  all  0.5000\n');
    const { stdout } = await metrics(file('a.run'), '--measures', 'RR', '--per-query', '--json');
    expect(JSON.parse(stdout)).toEqual({
      run: 'a.run',
      measures: [{ measure: 'RR', value: 0.5, queries: 2, perQuery: { q1: 0.5, q2: 0.5 } }],
    });
  });

  it('says what the run or the judgements lack', async () => {
    const missing = await metrics(file('short.run'), '--measures', 'RR,num_q');
    expect(missing.stdout).toBe('RR     0.5000\nnum_q       2\n');
    expect(missing.stderr).toContain('1 judged query not in the run');
    expect((await metrics(file('short.run'), '--measures', 'RR', '--missing', 'skip')).stdout).toBe('RR  1.0000\n');
    expect((await metrics(file('b.run.gz'), '--measures', 'RR')).stderr).toBe(
      'b.run.gz: 1 query without judgements, left out.\n',
    );
  });

  it('leaves out what is not judged', async () => {
    expect((await metrics(file('a.run'), '--measures', 'RR', '--judged-only')).stdout).toBe('RR  0.7500\n');
  });
});

describe('several runs', () => {
  it('are compared in a table and pair by pair', async () => {
    const { code, stdout } = await metrics(file('a.run'), file('b.run.gz'), '--measures', 'RR,nDCG(gains={1:3,2:9})@5');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '                RR  nDCG(gains={1:3,2:9})@5',
      'a a.run      0.500                    0.609',
      'b b.run.gz  *1.000                   *0.913',
    ]);
    expect(stdout).toMatch(/RR +a\.run − b\.run\.gz +-0\.5000 +0\.5000 +0 +0 +2/);
    const json = await metrics(file('a.run'), file('b.run.gz'), '--measures', 'RR', '--baseline', 'a.run', '--json');
    expect(JSON.parse(json.stdout).pairs).toMatchObject([{ a: 'b.run.gz', b: 'a.run', wins: 2, ties: 0, losses: 0 }]);
  });

  it('of one file name are called by their paths', async () => {
    const { stdout } = await metrics(file('a.run'), file('other/a.run'), '--measures', 'RR');
    expect(stdout).toContain(`b ${file('other/a.run')}`);
  });
});

describe('wrong use', () => {
  it.each<[string[], string]>([
    [['--measures', 'nDGC@10'], 'nDGC@10'],
    [['--measures', 'RR,,AP'], 'empty name'],
    [['--ties', 'trec'], 'id-descending'],
    [['--baseline', 'b'], 'a.run'],
  ])('%j exits with 2', async (words, told) => {
    const { code, stdout, stderr } = await metrics(file('a.run'), ...words);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(told) });
  });

  it('of runs and files', async () => {
    expect((await runInProcess(['metrics', file('a.run')])).stderr).toContain('--qrels is missing');
    expect((await metrics(file('a.run'), file('short.run'), '--missing', 'skip')).code).toBe(2);
    expect((await metrics(file('a.run'), file('a.run'))).stderr).toContain('given twice');
    const { code, stderr } = await metrics(file('absent.run'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('absent.run does not exist') });
  });
});

it('shows ids of queries with control characters, and does not send them to the terminal', async () => {
  await writeFile(file('esc.run'), 'q\u001b[2J\u009b Q0 d1 1 2 a\n');
  await writeFile(file('esc.qrels'), 'q\u001b[2J\u009b 0 d1 1\n');
  const words = ['metrics', file('esc.run'), '--qrels', file('esc.qrels'), '--measures', 'RR', '--per-query'];
  const { stdout } = await runInProcess(words);
  expect(stdout).toBe('RR  q\\u001b[2J\\u009b  1.0000\nRR  all               1.0000\n');
  expect((await runInProcess([...words, '--json'])).stdout).toContain('"q\\u001b[2J\\u009b":1');
});
