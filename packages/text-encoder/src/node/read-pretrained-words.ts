import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileProblem } from '@rs-sam/foundation/errors';
import { isCompactWords, parsePretrainedWords } from '../pretrained/compact-words';
import { parseGloveWords } from '../pretrained/glove-words';
import type { PretrainedWords } from '../pretrained/pretrained-words';
import { PretrainedWordsError } from '../pretrained/pretrained-words-error';

/**
 * Reads a table of pretrained words: a compact file, as `@rs-sam/pretrained` has, or a text in GloVe's format.
 *
 * @throws PretrainedWordsError for a file that cannot be read, or is damaged; WordVectorsError with the line of a text.
 */
export async function readPretrainedWords(path: string): Promise<PretrainedWords> {
  try {
    if (isCompactWords(await firstBytes(path))) return await parsePretrainedWords(await readFile(path), path);
  } catch (cause) {
    if (cause instanceof PretrainedWordsError) throw cause;
    const remedy = "Name a compact table of words, or a text in GloVe's format.";
    throw new PretrainedWordsError(path, `${fileProblem(cause)}.`, remedy, { cause });
  }
  return parseGloveWords(createInterface({ input: createReadStream(path, 'utf8') }), path);
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
