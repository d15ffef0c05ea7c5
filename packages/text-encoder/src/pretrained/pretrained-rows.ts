import { normalNumber, seededRandom } from '@rs-sam/foundation/random';
import type { Vocabulary } from '../vocabulary/vocabulary';
import { type PretrainedWords, unitVector } from './pretrained-words';

/** The pretrained vectors of a vocabulary. */
export interface PretrainedRows {
  /** [vocabulary.size, dimension], row-major: g_w of each word, with l2 norm 1. */
  readonly rows: Float32Array;
  /** The words that the table does not have, special tokens included; their vectors are random. */
  readonly missing: readonly string[];
}

/**
 * g_w for every word of a vocabulary: the vector of the table, and for a word without one a random unit vector, which depends on the word
 * alone, so that it is the same in every vocabulary.
 */
export function pretrainedRows(vocabulary: Vocabulary, table: PretrainedWords): PretrainedRows {
  const { dimension } = table;
  const rows = new Float32Array(vocabulary.size * dimension);
  const missing: string[] = [];
  vocabulary.words.forEach((word, id) => {
    const vector = table.vectorOf(word);
    if (vector === undefined) missing.push(word);
    rows.set(vector ?? randomUnitVector(word, dimension), id * dimension);
  });
  return { rows, missing };
}

/** Uniform on the sphere: normal numbers, divided by their norm. */
function randomUnitVector(word: string, dimension: number): Float32Array {
  const random = seededRandom(`vector of ${word}`);
  return unitVector(Float32Array.from({ length: dimension }, () => normalNumber(random)));
}
