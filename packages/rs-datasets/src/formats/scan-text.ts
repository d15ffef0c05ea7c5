import { CaptionFileError } from '../dataset-error';
import { type ParsedImage, splitName } from '../parsed-image';
import { readText, type SourceFile } from '../source-file';
import type { CaptionFormat, ReadingOptions } from './caption-format';
import { listsPictures, listsSentences, pairByPrefix, type SplitPair } from './split-files';
import { textLines } from './text-lines';

/**
 * SCAN's and AMFMN's text files: `{split}_caps.txt`, one caption a line, and `{split}_filename.txt`, one picture a line,
 * either a line per caption (the name repeated) or a line per image (the same number of captions for each).
 */
export const scanText: CaptionFormat = {
  name: 'scan-text',
  description: '{split}_caps.txt with {split}_filename.txt, names repeated per caption or not',
  candidates: (files) =>
    pairByPrefix(files.filter(listsPictures), files.filter(listsSentences)).map((pairs) => ({
      format: 'scan-text',
      files: pairs.flatMap(({ images, captions }) => [images.path, captions.path]),
      read: (options) => pairs.flatMap((pair) => readPair(pair, options)),
    })),
};

function readPair({ split, images, captions }: SplitPair, { encoding }: ReadingOptions): ParsedImage[] {
  const names = textLines(readText(images, encoding));
  const sentences = textLines(readText(captions, encoding));
  const perName = sentences.length / names.length;
  if (!Number.isInteger(perName) || perName === 0) throw unpaired(images, captions, names.length, sentences.length);
  const parsed: (ParsedImage & { captions: ParsedImage['captions'][number][] })[] = [];
  names.forEach((line, index) => {
    const name = line.trim();
    const position = { line: index + 1, column: 1 };
    if (name === '') {
      const problem = 'There is no picture name on this line.';
      throw new CaptionFileError({ file: images.path, position }, problem, 'Name the picture, or remove its captions.');
    }
    let image = parsed.at(-1);
    if (image?.file !== name || perName > 1) {
      image = { file: name, split: splitName(split), className: null, captions: [], source: images.path, position };
      parsed.push(image);
    }
    for (let at = index * perName; at < (index + 1) * perName; at++)
      image.captions.push({ text: sentences[at] ?? '', position: { line: at + 1, column: 1 } });
  });
  return parsed;
}

function unpaired(images: SourceFile, captions: SourceFile, names: number, sentences: number): CaptionFileError {
  const line = Math.min(names, sentences) + 1;
  return new CaptionFileError(
    { file: captions.path, position: { line, column: 1 } },
    `${sentences} captions do not pair up with the ${names} names of ${images.path}.`,
    'There has to be a name for each caption, or the same number of captions for each name. Was a file cut off?',
  );
}
