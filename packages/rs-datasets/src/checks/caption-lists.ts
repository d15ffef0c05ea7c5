import type { ParsedCaption, ParsedImage } from '../formats/parsed-image';
import { printedList } from '../formats/printed-list';
import { type Check, captionPlaceOf } from './check';

/** printedList: a list that was printed into one text becomes its captions; one that cannot be read is counted. */
export const printedLists: Check = (images, ledger) => {
  const captionsOf =
    (image: ParsedImage) =>
    (caption: ParsedCaption): readonly ParsedCaption[] => {
      const list = printedList(caption.text);
      if (list === null) return [caption];
      if (list !== 'unreadable') return list.map((text) => ({ ...caption, text }));
      const place = captionPlaceOf(image, caption);
      return ledger.drops('printedList', place, `${image.file}: ${JSON.stringify(caption.text.slice(0, 200))}`)
        ? []
        : [caption];
    };
  return images.map((image) => ({ ...image, captions: image.captions.flatMap(captionsOf(image)) }));
};

/** tokensDiffer: `raw` and `tokens` differ in their letters and digits. */
export const differingTokens: Check = (images, ledger) => {
  const keeps = (image: ParsedImage) => (caption: ParsedCaption) => {
    const { text, tokens } = caption;
    if (tokens === undefined || lettersOf(text) === lettersOf(tokens)) return true;
    const detail = `${image.file}: ${JSON.stringify(text.slice(0, 200))}, tokens ${JSON.stringify(tokens.slice(0, 200))}`;
    return !ledger.drops('tokensDiffer', captionPlaceOf(image, caption), detail);
  };
  return images.map((image) => ({ ...image, captions: image.captions.filter(keeps(image)) }));
};

const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
