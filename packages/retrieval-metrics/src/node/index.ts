import { writePiecesAtomically } from '@rs-sam/foundation/files';
import type { QueryMap } from '../ranking/query-map';
import { formatQrels, readQrels } from '../trec/qrels';
import { formatRun, readRun, streamRun } from '../trec/run';
import { readingFile, textOfFile, withFile } from './text-of-file';

export { FileWriteError } from '@rs-sam/foundation/files';

/**
 * `readQrels` from a file of text, plain or packed with gzip. Throws `TrecFileError` where the file cannot be read, and
 * `TrecSyntaxError`.
 */
export function readQrelsFile(path: string): Promise<QueryMap> {
  return readingFile(path, readQrels);
}

/**
 * `readRun` from a file of text, plain or packed with gzip. Throws `TrecFileError` where the file cannot be read, and
 * `TrecSyntaxError`.
 */
export function readRunFile(path: string): Promise<QueryMap> {
  return readingFile(path, readRun);
}

/** `streamRun` from a file, plain or packed with gzip: one query in memory at a time. Throws as `readRunFile`. */
export async function* streamRunFile(path: string): ReturnType<typeof streamRun> {
  try {
    yield* streamRun(textOfFile(path));
  } catch (error) {
    throw withFile(path, error);
  }
}

/** Writes a qrels file. Throws `FileWriteError`, and as `formatQrels`; a file that was there before is then unchanged. */
export async function writeQrelsFile(path: string, qrels: QueryMap): Promise<void> {
  return writeLines(path, formatQrels(qrels));
}

/**
 * Writes a run file; `tag` is the name of the system. Throws `FileWriteError`, and as `formatRun`; a file that was there before is
 * then unchanged.
 */
export async function writeRunFile(path: string, run: QueryMap, tag: string): Promise<void> {
  return writeLines(path, formatRun(run, tag));
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  await writePiecesAtomically(path, async (file) => {
    let piece = '';
    for (const line of lines) {
      piece += line;
      if (piece.length < 2 ** 16) continue;
      await file.writeFile(piece);
      piece = '';
    }
    await file.writeFile(piece);
  });
}
