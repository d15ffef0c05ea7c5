import { InvalidOptionError } from '@rs-sam/foundation/errors';
import type { Caption, Vocabulary } from '@rs-sam/text-encoder';
import { type ExtendedVocabulary, extendVocabulary, type PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import type { RetrievalModel } from '../contract/retrieval-model';

/** The vectors of a table and those of a model are of the same words: packing costs less, another table has cosines near 0. */
const LEAST_COSINE = 0.9;
/** As many words are compared. */
const COMPARED = 100;

/**
 * Reads captions with words that the model was not trained on: `encode` of the result gives them ids behind those of the vocabulary, and
 * `encodeTexts` takes their vectors as its option `unseen`. Misspelled words are replaced. Without a table, unseen words are `<unk>`; a model
 * without pretrained vectors uses the table for spelling alone.
 *
 * @param captions all captions that the reader will encode.
 * @throws InvalidOptionError for a table of other vectors than those that the model was trained with.
 * @example
 * const reader = captionReader(loaded, captions, await readGloveWords());
 * const { ids, shape } = padBatch(captions.map((caption) => reader.encode(caption)));
 * const texts = loaded.model.encodeTexts(tensor2d(ids, shape, 'int32'), { unseen: reader.unseen });
 */
export function captionReader(
  { model, vocabulary }: { readonly model: RetrievalModel; readonly vocabulary: Vocabulary },
  captions: Iterable<Caption>,
  pretrained?: PretrainedWords,
): ExtendedVocabulary {
  if (pretrained === undefined) return extendVocabulary(vocabulary, captions);
  if (model.pretrained === undefined) return extendVocabulary(vocabulary, captions, { pretrained, vectors: false });
  checkSameVectors(model.pretrained.variable, vocabulary, pretrained);
  return extendVocabulary(vocabulary, captions, { pretrained });
}

function checkSameVectors(
  variable: NonNullable<RetrievalModel['pretrained']>['variable'],
  { words }: Vocabulary,
  table: PretrainedWords,
): void {
  const { dimension, source } = table;
  const refuse = (found: string): never => {
    const expected = `the table that the model was trained with: ${found}`;
    throw new InvalidOptionError('pretrained', source, expected);
  };
  if (variable.shape[1] !== dimension) {
    refuse(`the vectors of the model have ${variable.shape[1]} numbers, and those of the table ${dimension}`);
  }
  const rows = variable.dataSync();
  let compared = 0;
  for (let id = 0; id < words.length && compared < COMPARED; id++) {
    const vector = table.vectorOf(words[id] as string);
    if (vector === undefined) continue;
    compared++;
    if (cosine(vector, rows.subarray(id * dimension, (id + 1) * dimension)) < LEAST_COSINE) {
      refuse(`the word "${words[id]}" has another vector there`);
    }
  }
  if (compared === 0) refuse('the table has no word of the vocabulary');
}

/** Of unit vectors. */
function cosine(one: Float32Array, other: ArrayLike<number>): number {
  return one.reduce((sum, value, i) => sum + value * (other[i] as number), 0);
}
