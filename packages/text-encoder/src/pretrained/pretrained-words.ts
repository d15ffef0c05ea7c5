/** Pretrained vectors of many words, such as GloVe's. */
export interface PretrainedWords {
  /** Where the vectors come from, for messages. */
  readonly source: string;
  /** Numbers in a vector. */
  readonly dimension: number;
  /** Every word with a vector; frequent words first, if the source has that order. */
  readonly words: readonly string[];
  /** The vector of a word, divided by its l2 norm; undefined for a word without one. */
  vectorOf(word: string): Float32Array | undefined;
}

/**
 * A table of words.
 *
 * @param rowOf the vector of a word by its index, of any length but 0.
 */
export function wordTable(
  about: Pick<PretrainedWords, 'source' | 'dimension' | 'words'>,
  rowOf: (index: number) => Float32Array,
): PretrainedWords {
  const { source, dimension, words } = about;
  const indices = new Map(words.map((word, index) => [word, index]));
  return {
    source,
    dimension,
    words,
    vectorOf(word) {
      const index = indices.get(word);
      return index === undefined ? undefined : unitVector(rowOf(index));
    },
  };
}

/** v / ‖v‖₂. */
export function unitVector(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
