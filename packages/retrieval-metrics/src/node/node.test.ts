import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotANumberError, TrecFileError, TrecSyntaxError } from '../errors';
import { type QueryMap, queryMap } from '../ranking/query-map';
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

/** A streamed run, whole. */
async function streamed(path: string): Promise<QueryMap> {
  const run = new Map<string, ReadonlyMap<string, number>>();
  for await (const [query, scores] of streamRunFile(path)) run.set(query, scores);
  return run;
}

describe('what a file may be', () => {
  const text = 'q1 Q0 d\u00e91 1 0.5 mine\nq1 Q0 d2 2 0.25 mine\n';
  const run = queryMap({ q1: { 'd\u00e91': 0.5, d2: 0.25 } });
  const utf16be = (letters: string) => Buffer.from(`\uFEFF${letters}`, 'utf16le').swap16();
  const half = text.indexOf('\n') + 1;

  it.each<[string, Uint8Array]>([
    ['plain', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['gzip of several members', Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))])],
    ['a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['gzip with a byte order mark', gzipSync(`\uFEFF${text}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', utf16be(text)],
  ])('%s', async (name, content) => {
    const path = join(folder, `${name}.run`);
    await writeFile(path, content);
    expect(await readRunFile(path)).toEqual(run);
    expect(await streamed(path)).toEqual(run);
    await writeFile(path, name.startsWith('gzip') ? gzipSync('q 0 d 1\n') : 'q 0 d 1\n');
    expect(await readQrelsFile(path)).toEqual(queryMap({ q: { d: 1 } }));
  });

  it.each<[string, Uint8Array | string, string]>([
    ['cut off', gzipSync(text.repeat(1000)).subarray(0, 60), 'gzip'],
    ['damaged', Buffer.concat([gzipSync(text).subarray(0, 12), Buffer.alloc(30, 7)]), 'gzip'],
    ['zip', 'PK\x03\x04rest', 'ZIP'],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]), 'xz'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'Zstandard'],
    ['latin1', Buffer.from(text, 'latin1'), 'UTF-8'],
  ])('refuses what is %s by name', async (name, content, message) => {
    const path = join(folder, `${name}.run`);
    await writeFile(path, content);
    for (const read of [readRunFile, streamed]) {
      await expect(read(path)).rejects.toThrow(TrecFileError);
      await expect(read(path)).rejects.toThrow(message);
      await expect(read(path)).rejects.toThrow(path);
    }
  });

  it('names the file of a wrong line, of a folder and of a missing file', async () => {
    const path = join(folder, 'wrong.run');
    await writeFile(path, 'q Q0 d 1 x me');
    for (const read of [readRunFile, streamed]) {
      await expect(read(path)).rejects.toThrow(TrecSyntaxError);
      await expect(read(path)).rejects.toThrow(path);
      await expect(read(folder)).rejects.toThrow('is a folder');
      await expect(read(join(folder, 'absent'))).rejects.toThrow(TrecFileError);
    }
  });

  it('reads an empty file as no queries', async () => {
    await writeFile(join(folder, 'empty'), '');
    expect(await readRunFile(join(folder, 'empty'))).toEqual(new Map());
  });
});

it('leaves the old file where a new one cannot be written', async () => {
  const inner = join(folder, 'inner');
  await mkdir(inner);
  const path = join(inner, 'kept.txt');
  await writeRunFile(path, queryMap({ q: { d: 1 } }), 'mine');
  await expect(writeRunFile(path, queryMap({ q: { d: 1, e: Number.NaN } }), 'mine')).rejects.toThrow(NotANumberError);
  await expect(writeQrelsFile(path, queryMap({ q: { 'd e': 1 } }))).rejects.toThrow('d e');
  expect(await readFile(path, 'utf8')).toBe('q Q0 d 1 1 mine\n');
  expect(await readdir(inner)).toEqual(['kept.txt']);
  await expect(writeRunFile(join(folder, 'no', 'run'), queryMap({ q: { d: 1 } }), 'm')).rejects.toThrow('folder');
});
