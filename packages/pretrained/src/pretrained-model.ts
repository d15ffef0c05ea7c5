import type { LoadedCheckpoint } from '@rs-sam/models';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';

/** A model of the package, and the words that it reads beyond those of its training captions. */
export interface PretrainedModel extends LoadedCheckpoint {
  readonly words: PretrainedWords;
}
