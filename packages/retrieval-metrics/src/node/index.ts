import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { QueryMap } from '../ranking/query-map';
import { formatQrels, readQrels } from '../trec/qrels';
import { formatRun, readRun, streamRun } from '../trec/run';

const textOf = (path: string) => createReadStream(path, 'utf8');

/** `readQrels` from a file. */
export function readQrelsFile(path: string): Promise<QueryMap> {
  return readQrels(textOf(path));
}

/** `readRun` from a file. */
export function readRunFile(path: string): Promise<QueryMap> {
  return readRun(textOf(path));
}

/** `streamRun` from a file: one query in memory at a time. */
export function streamRunFile(path: string): ReturnType<typeof streamRun> {
  return streamRun(textOf(path));
}

/** Writes a qrels file, line by line. */
export function writeQrelsFile(path: string, qrels: QueryMap): Promise<void> {
  return pipeline(Readable.from(formatQrels(qrels)), createWriteStream(path));
}

/** Writes a run file, line by line; `tag` is the name of the system. */
export async function writeRunFile(path: string, run: QueryMap, tag: string): Promise<void> {
  return pipeline(Readable.from(formatRun(run, tag)), createWriteStream(path));
}
