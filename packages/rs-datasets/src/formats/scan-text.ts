import { CaptionFileError } from '../errors/caption-file-error';
import { decodeText } from '../reading/decode-text';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { type ParsedImage, splitName } from './parsed-image';
import { listsImageNames, listsSentences, pairByPrefix, type SplitPair } from './split-files';

/**
 * The text files of SCAN and AMFMN: `{split}_caps.txt` with one caption per line, and `{split}_filename.txt` with one image per
 * line, either a line for each caption (the name is repeated) or a line for each image (each has the same number of captions).
 */
export const scanText: CaptionFormat = {
  name: 'scan-text',
  description: '{split}_caps.txt with {split}_filename.txt, names repeated per caption or not',
  candidates: (files) =>
    pairByPrefix(files.filter(listsImageNames), files.filter(listsSentences)).map((pairs) => ({
      format: 'scan-text',
      files: pairs.flatMap(({ images, captions }) => [images.path, captions.path]),
      parse: (options) => pairs.flatMap((pair) => parsePair(pair, options)),
    })),
};

function parsePair({ split, images, captions }: SplitPair, { encoding }: FormatOptions): ParsedImage[] {
  const names = textLines(decodeText(images, encoding));
  const sentences = textLines(decodeText(captions, encoding));
  const perName = sentences.length / names.length;
  if (!Number.isInteger(perName) || perName === 0) throw unpaired(images, captions, names.length, sentences.length);
  const parsed: (ParsedImage & { captions: ParsedImage['captions'][number][] })[] = [];
  names.forEach((line, index) => {
    const name = line.trim();
    const position = { line: index + 1, column: 1 };
    if (name === '') {
      const problem = 'There is no image name on this line.';
      throw new CaptionFileError(
        { file: images.path, position },
        problem,
        'Add the name of the image, or remove its captions.',
      );
    }
    let image = parsed.at(-1);
    if (image?.file !== name || perName > 1) {
      image = { file: name, split: splitName(split), className: null, captions: [], source: images.path, position };
      parsed.push(image);
    }
    for (let at = index * perName; at < (index + 1) * perName; at++)
      image.captions.push({
        text: sentences[at] ?? '',
        source: captions.path,
        position: { line: at + 1, column: 1 },
      });
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
