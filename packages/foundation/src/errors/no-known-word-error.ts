import { hasCode, RsSamError } from './rs-sam-error';

const CODE = 'RS_SAM_NO_KNOWN_WORD';

/** A query has no word of a model's vocabulary, so that its ranking would have no meaning. */
export class NoKnownWordError extends RsSamError {
  override readonly name = 'NoKnownWordError';
  override readonly code = CODE;

  constructor(
    readonly text: string,
    /** Words that are not in a vocabulary; empty where the text has no word at all. */
    readonly unknown: readonly string[],
  ) {
    const problem =
      unknown.length === 0 ? 'has no word' : `has no word that the model has learned (${unknown.join(', ')})`;
    super(`The text ${JSON.stringify(text)} ${problem}. Describe the image with words of the training captions.`);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, CODE);
  }
}
