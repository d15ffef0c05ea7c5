import { hasWords } from '../formats/has-words';
import type { ParsedCaption, ParsedImage } from '../formats/parsed-image';
import { type Check, captionPlaceOf, mostCommon, placeOf } from './check';
import { comparableText } from './comparable-text';

/** emptyCaption: no letter and no digit, in any script. */
export const emptyCaptions: Check = (images, ledger) =>
  keepCaptions(images, (caption, image) => {
    if (hasWords(caption.text)) return true;
    return !ledger.drops(
      'emptyCaption',
      captionPlaceOf(image, caption),
      `${image.file}: ${JSON.stringify(caption.text)}`,
    );
  });

/** duplicateCaption and sharedCaption; upper case and spacing make no difference. Empty captions were counted before. */
export const repeatedCaptions: Check = (images, ledger) => {
  const firstImage = new Map<string, ParsedImage>();
  const seen = new Map<ParsedImage, Set<string>>();
  return keepCaptions(images, (caption, image) => {
    const text = comparableText(caption.text);
    if (!hasWords(text)) return true;
    const own = seen.get(image) ?? new Set();
    seen.set(image, own);
    const place = captionPlaceOf(image, caption);
    const detail = `${image.file}: ${JSON.stringify(caption.text)}`;
    if (own.has(text)) return !ledger.drops('duplicateCaption', place, detail);
    own.add(text);
    const first = firstImage.get(text);
    firstImage.set(text, first ?? image);
    return first === undefined || !ledger.drops('sharedCaption', place, `${detail}, as ${first.file}`);
  });
};

/** captionCount: of the images that have captions. */
export const captionCounts: Check = (images, ledger) => {
  const usual = mostCommon(images.map((image) => image.captions.length).filter((count) => count > 0));
  return images.filter((image) => {
    const count = image.captions.length;
    if (count === 0 || count === usual) return true;
    return !ledger.drops('captionCount', placeOf(image), `${image.file}: ${count}, most have ${usual}`);
  });
};

function keepCaptions(
  images: readonly ParsedImage[],
  keep: (caption: ParsedCaption, image: ParsedImage) => boolean,
): ParsedImage[] {
  return images.map((image) => ({ ...image, captions: image.captions.filter((caption) => keep(caption, image)) }));
}
