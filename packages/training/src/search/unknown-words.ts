import { tokenize, type Vocabulary } from '@rs-sam/text-encoder';

/** The words of a text that a model has never met: to it they are all one word, `<unk>`. */
export function unknownWords(text: string, vocabulary: Vocabulary): string[] {
  return [...new Set(tokenize(text))].filter((word) => !vocabulary.has(word));
}
