import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { tokenize } from '@rs-sam/foundation/text';

/** A caption: a text, or its words from another tokeniser. */
export type Caption = string | readonly string[];

/** The words of a caption: a text is tokenised, a list of words is used unchanged. */
export function wordsOf(caption: Caption): readonly string[] {
  return typeof caption === 'string' ? tokenize(caption) : caption;
}

/**
 * A string is iterable too: each of its characters would count as a caption.
 *
 * @throws InvalidOptionError for one caption in place of a list.
 */
export function checkCaptions(captions: Iterable<Caption>): void {
  if (typeof captions === 'string') {
    throw new InvalidOptionError('captions', captions, 'a list of captions; put a single caption into an array');
  }
}
