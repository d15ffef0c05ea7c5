import { findSpellings, type PretrainedWords, type Spelling } from '@rs-sam/text-encoder/pretrained';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { GLOVE_WORDS, openPretrainedWords } from './pretrained-words';

/** Number of words in a sentence. */
const NAMED = 5;

/**
 * The misspelled words of training captions, if the configuration folds them.
 *
 * @param table of the configuration's `pretrainedWords`, if it has one.
 */
export async function trainingSpellings(
  { foldSpelling }: TrainingConfiguration,
  captions: readonly string[],
  table: PretrainedWords | undefined,
): Promise<readonly Spelling[]> {
  if (!foldSpelling) return [];
  return findSpellings(captions, table ?? (await openPretrainedWords(GLOVE_WORDS)).table);
}

/** A sentence on the words that are read as others; the vocabulary has all of them. */
export function describeSpellings(spellings: readonly Spelling[]): string {
  const occurrences = spellings.reduce((sum, { count }) => sum + count, 0);
  const examples = spellings.slice(0, NAMED).map(({ word, read, count }) => `${word} as ${read.join(' ')} (${count})`);
  const more = spellings.length > NAMED ? ', … (all of them are in vocabulary.json)' : '';
  const of = `${occurrences} misspelled words of the training captions are read as others, ${spellings.length} of them different`;
  return `${of}: ${examples.join(', ')}${more}.`;
}
