import { decodeHTMLStrict } from 'entities';
import type { ParsedCaption, ParsedImage } from '../formats/parsed-image';
import { type Check, captionPlaceOf } from './check';
import type { IrregularityKind } from './irregularity';

const BREAKS = /[\r\n\v\f\u0085\u2028\u2029]+/gu;

/**
 * Control characters, the soft hyphen, zero-width characters, byte-order and direction marks, tags; the zero-width joiners only behind
 * a letter of a script that does not need them. Emoji keep theirs.
 */
const INVISIBLE =
  /(?![\t\n\v\f\r\u0085])\p{Cc}|\u034f|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}])[\u200c\u200d]/gu;

const TAGS =
  'a b big blockquote body br center cite code dd div dl dt em font h1 h2 h3 h4 h5 h6 head hr html i img ins li mark ol p pre small span strike strong style sub sup table tbody td th tr tt u ul';
const TAG = new RegExp(`</?(?:${TAGS.replaceAll(' ', '|')})(?=[\\s/>])[^<>]{0,2000}>`, 'gi');

/** A decoded text may hold entities again: some pages were encoded twice. */
const MOST_ROUNDS = 4;

/**
 * markup, lineBreak, invisibleCharacter: text that was made for a page, not for a reader. By default entities are decoded, tags and
 * invisible characters removed, and a line break becomes a space; with `asWritten` the text stays, and is counted all the same.
 */
export const cleanCaptions =
  (asWritten: boolean): Check =>
  (images, ledger) => {
    const keep = (kind: IrregularityKind, image: ParsedImage, caption: ParsedCaption) =>
      !ledger.drops(kind, captionPlaceOf(image, caption), `${image.file}: ${JSON.stringify(caption.text)}`);
    const cleaned = (image: ParsedImage) => (caption: ParsedCaption) => {
      const { text } = caption;
      const decoded = withoutMarkup(text);
      const visible = decoded.replace(INVISIBLE, '');
      const lines = visible.trim().replace(BREAKS, ' ');
      let stays = true;
      if (decoded !== text) stays = keep('markup', image, caption) && stays;
      if (lines !== visible.trim()) stays = keep('lineBreak', image, caption) && stays;
      if (visible !== decoded) stays = keep('invisibleCharacter', image, caption) && stays;
      const changed = visible !== text || lines !== visible.trim();
      return stays ? [changed && !asWritten ? { ...caption, text: lines.replace(/ {2,}/g, ' ') } : caption] : [];
    };
    return images.map((image) => ({ ...image, captions: image.captions.flatMap(cleaned(image)) }));
  };

function withoutMarkup(text: string): string {
  let decoded = text;
  for (let round = 0; round < MOST_ROUNDS && decoded.includes('&'); round++) {
    const next = decodeHTMLStrict(decoded);
    if (next === decoded) break;
    decoded = next;
  }
  if (decoded !== text) decoded = decoded.replaceAll('\u00a0', ' ');
  return decoded.includes('<')
    ? decoded.replace(TAG, (tag) => (/^<\/?(br|p|div|li|td|tr|h\d|hr)\b/i.test(tag) ? ' ' : ''))
    : decoded;
}
