import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryMap } from '../ranking/query-map';
import { readQrelsFile, readRunFile, streamRunFile, writeQrelsFile, writeRunFile } from './index';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retrieval-metrics-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads back the run that it wrote', async () => {
  const run = queryMap({ q1: { d2: 0.5, d1: 0.25 }, q2: { d1: 1 } });
  const path = join(folder, 'run.txt');
  await writeRunFile(path, run, 'mine');
  expect(await readFile(path, 'utf8')).toBe('q1 Q0 d2 1 0.5 mine\nq1 Q0 d1 2 0.25 mine\nq2 Q0 d1 1 1 mine\n');
  expect(await readRunFile(path)).toEqual(run);
  const streamed: string[] = [];
  for await (const [query] of streamRunFile(path)) streamed.push(query);
  expect(streamed).toEqual(['q1', 'q2']);
});

it('reads back the judgements that it wrote', async () => {
  const qrels = queryMap({ q1: { d2: 0, d1: 3 } });
  const path = join(folder, 'qrels.txt');
  await writeQrelsFile(path, qrels);
  expect(await readQrelsFile(path)).toEqual(qrels);
});

it('rejects a tag with white space before it opens the file', async () => {
  const path = join(folder, 'untagged.txt');
  await expect(writeRunFile(path, queryMap({ q: { d: 1 } }), 'two words')).rejects.toThrow('tag');
  expect(existsSync(path)).toBe(false);
});

it('says which file does not exist', async () => {
  await expect(readRunFile(join(folder, 'absent.txt'))).rejects.toThrow('absent.txt');
});
