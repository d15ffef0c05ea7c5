import { checkOptions, object } from '@rs-sam/foundation/options';
import { type Caption, checkCaptions, wordsOf } from '../text/caption';
import { UNKNOWN_ID } from '../text/special-tokens';
import { type EncodeOptions, encodeWords } from '../vocabulary/encode-words';
import type { Vocabulary } from '../vocabulary/vocabulary';
import type { PretrainedWords } from './pretrained-words';

/** What stands for a word that a vocabulary does not have. */
export interface WordSubstitute {
  readonly word: string;
  /** Its pretrained vector, or `<unk>`. */
  readonly by: 'vector' | 'unknown';
}

/** Pretrained vectors of words that have the ids behind those of a vocabulary. */
export interface UnseenVectors {
  readonly words: readonly string[];
  /** [words, dimension], row-major: g_w of each word, with l2 norm 1. */
  readonly rows: Float32Array;
  readonly dimension: number;
}

/** A vocabulary and further words, whose ids follow those of the vocabulary. */
export interface ExtendedVocabulary {
  /** As `Vocabulary.encode`; ids of the further words are `vocabulary.size` and above. */
  encode(caption: Caption, options?: EncodeOptions): number[];
  /** The further words, whose vectors the encoder needs. */
  readonly unseen: UnseenVectors;
  /** Each word of the captions that the vocabulary does not have, in order of appearance. */
  readonly substitutes: readonly WordSubstitute[];
}

/** Options of {@link extendVocabulary}. */
export interface ExtendOptions {
  /** The table that the model was trained with. Default: none, so that every word that the vocabulary does not have is `<unk>`. */
  readonly pretrained?: PretrainedWords | undefined;
}

const OPTIONS = { pretrained: object('a table of pretrained words') };

/**
 * Gives ids to the words of captions that a vocabulary does not have and a table has, in order of appearance.
 *
 * @throws InvalidOptionError for one caption in place of a list.
 */
export function extendVocabulary(
  vocabulary: Vocabulary,
  captions: Iterable<Caption>,
  options: ExtendOptions = {},
): ExtendedVocabulary {
  checkOptions('extendVocabulary', OPTIONS, options);
  checkCaptions(captions);
  const { pretrained } = options;
  const ids = new Map<string, number>();
  const vectors: Float32Array[] = [];
  for (const word of new Set(Array.from(captions, wordsOf).flat())) {
    if (vocabulary.has(word)) continue;
    const vector = pretrained?.vectorOf(word);
    ids.set(word, vector === undefined ? UNKNOWN_ID : vocabulary.size + vectors.length);
    if (vector !== undefined) vectors.push(vector);
  }
  return {
    encode: (caption, given = {}) =>
      encodeWords(
        'ExtendedVocabulary.encode',
        wordsOf(caption),
        (word) => ids.get(word) ?? vocabulary.idOf(word),
        given,
      ),
    unseen: unseenVectors(vocabulary, ids, vectors, pretrained?.dimension ?? 0),
    substitutes: Array.from(ids, ([word, id]) => ({ word, by: id === UNKNOWN_ID ? 'unknown' : 'vector' })),
  };
}

function unseenVectors(
  vocabulary: Vocabulary,
  ids: ReadonlyMap<string, number>,
  vectors: readonly Float32Array[],
  dimension: number,
): UnseenVectors {
  const rows = new Float32Array(vectors.length * dimension);
  vectors.forEach((vector, i) => {
    rows.set(vector, i * dimension);
  });
  const words = [...ids].filter(([, id]) => id >= vocabulary.size).map(([word]) => word);
  return { words, rows, dimension };
}
