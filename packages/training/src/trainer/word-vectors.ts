import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileProblem } from '@rs-sam/foundation/errors';
import type { NamedWeight } from '@rs-sam/models';
import { readWordVectors, type Vocabulary } from '@rs-sam/text-encoder';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { ConfigurationError } from '../configuration/configuration-error';

/**
 * Copies pretrained vectors into the embedding, for the words that the file has.
 *
 * @throws ConfigurationError for a model without an embedding, or with one of another dimension, and for a file without any of the words.
 */
export async function loadWordVectors(
  path: string,
  vocabulary: Vocabulary,
  weights: readonly NamedWeight[],
): Promise<void> {
  const embedding = weights.find(({ name }) => name.split('/').at(-1) === 'embeddings');
  const refuse = (expected: string): never => {
    throw new ConfigurationError([{ field: 'wordVectors', value: path, expected }]);
  };
  if (embedding === undefined) return refuse('null: this model has no weight named "embeddings"');
  const problem = await stat(path).then((found) => (found.isDirectory() ? 'is a folder' : null), fileProblem);
  if (problem !== null) refuse(`a file of word vectors, and it ${problem}`);
  const [rows, dimension] = embedding.variable.shape as [number, number];
  const lines = createInterface({ input: createReadStream(path, 'utf8') });
  const found = await readWordVectors(lines, vocabulary);
  if (found.dimension !== dimension) {
    refuse(`a file of vectors of ${dimension} numbers, or the option embeddingDim ${found.dimension}`);
  }
  if (found.vectors.size === 0) refuse('a file with words of the training captions: it has none of them');
  const values = Float32Array.from(embedding.variable.dataSync());
  for (const [id, vector] of found.vectors) values.set(vector, id * dimension);
  tidy(() => embedding.variable.assign(tensor2d(values, [rows, dimension])));
}
