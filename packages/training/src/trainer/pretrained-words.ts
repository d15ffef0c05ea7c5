import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import type { RetrievalModel } from '@rs-sam/models';
import { GLOVE_WORDS, gloveWordsFile } from '@rs-sam/pretrained/node';
import { UNKNOWN_ID, type Vocabulary } from '@rs-sam/text-encoder';
import { readPretrainedWords } from '@rs-sam/text-encoder/node';
import { type PretrainedWords, pretrainedRows } from '@rs-sam/text-encoder/pretrained';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { ConfigurationError } from '../configuration/configuration-error';

export { GLOVE_WORDS };

/** Number of words in a sentence. */
const NAMED = 5;

/** A table of pretrained words and the hash of its file. */
export interface HashedWords {
  readonly table: PretrainedWords;
  readonly sha256: string;
}

/**
 * Reads the table of a configuration: a file, or `glove` for that of `@rs-sam/pretrained`.
 *
 * @throws ConfigurationError for a file that cannot be read; PretrainedWordsError and WordVectorsError for its content.
 */
export async function openPretrainedWords(name: string): Promise<HashedWords> {
  const path = name === GLOVE_WORDS ? gloveWordsFile : name;
  const problem = await stat(path).then((found) => (found.isDirectory() ? 'is a folder' : null), fileProblem);
  if (problem !== null) throw refused(name, `${GLOVE_WORDS}, or a file of pretrained words, and it ${problem}`);
  return { table: await readPretrainedWords(path), sha256: await sha256OfFile(path) };
}

/**
 * Sets the pretrained vectors of a model's vocabulary.
 *
 * @returns a sentence on the words that have none, if there are such.
 * @throws ConfigurationError for a model that has no place for them, and for a table without any of the words.
 */
export function setPretrainedWords(
  name: string,
  { pretrained }: RetrievalModel,
  vocabulary: Vocabulary,
  table: PretrainedWords,
): readonly string[] {
  if (pretrained === undefined) throw refused(name, 'null: this model uses no pretrained words');
  const { rows, missing } = pretrainedRows(vocabulary, table);
  if (missing.length === vocabulary.size) {
    throw refused(name, 'a file with words of the training captions: it has none of them');
  }
  const shape: [number, number] = [vocabulary.size, table.dimension];
  tidy(() => pretrained.variable.assign(tensor2d(rows, shape)));
  return describeMissing(missing.slice(UNKNOWN_ID + 1), vocabulary, table);
}

function describeMissing(missing: readonly string[], { size }: Vocabulary, { source }: PretrainedWords): string[] {
  if (missing.length === 0) return [];
  const examples = missing.slice(0, NAMED).join(', ');
  const of = `${missing.length} of the ${size - (UNKNOWN_ID + 1)} words of the vocabulary`;
  return [`${of} have no pretrained vector in ${source}: ${examples}${missing.length > NAMED ? ', …' : ''}.`];
}

/** The SHA-256 of a file of any size. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function refused(value: string, expected: string): ConfigurationError {
  return new ConfigurationError([{ field: 'pretrainedWords', value, expected }]);
}
