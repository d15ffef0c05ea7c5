import { outOfVocabulary } from '@rs-sam/text-encoder';
import type { SearchModel } from './score-queries';

/** The words of a text that are in no vocabulary of the models, each once. The models cannot use them. */
export function unknownWords(text: string, models: readonly SearchModel[]): string[] {
  const [first = [], ...others] = models.map(({ vocabulary }) =>
    outOfVocabulary(vocabulary, [text]).unknown.map(({ word }) => word),
  );
  return first.filter((word) => others.every((unknown) => unknown.includes(word)));
}
