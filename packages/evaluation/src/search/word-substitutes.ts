import { captionReader } from '@rs-sam/models';
import type { PretrainedWords, WordSubstitute } from '@rs-sam/text-encoder/pretrained';
import type { SearchModel } from './score-queries';

/**
 * Each word of a text that is in no vocabulary of the models, and what stands for it in the first model that has more than `<unk>` for it,
 * which says nothing about the image.
 */
export function wordSubstitutes(
  text: string,
  models: readonly SearchModel[],
  pretrained?: PretrainedWords,
): WordSubstitute[] {
  // A text network knows every word.
  if (models.some((member) => member.text !== undefined)) return [];
  const [first = [], ...others] = models.map((member) => captionReader(member, [text], pretrained).substitutes);
  return first.flatMap((substitute) => {
    const found = [substitute, ...others.map((of) => of.find(({ word }) => word === substitute.word))];
    if (found.includes(undefined)) return [];
    return [found.find((one) => one?.by !== 'unknown') ?? substitute];
  });
}
