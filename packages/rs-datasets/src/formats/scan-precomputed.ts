import { CaptionFileError } from '../errors/caption-file-error';
import { decodeText } from '../reading/decode-text';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { isNpyFile, npyHeaderOf } from './npy-header';
import { type ParsedImage, splitName } from './parsed-image';
import { type Repetition, repetitionOf } from './repeated-rows';
import { listsSentences, pairByPrefix, type SplitPair, splitPrefix } from './split-files';

/**
 * SCAN's precomputed features: `{split}_ims.npy` of shape (images, regions, dimension) and `{split}_caps.txt` with the same
 * number of consecutive lines for each image. The row of an image may be repeated for each of its captions, which is found by comparing
 * rows; where that leaves it open, `captionsPerImage` has to be given.
 * An image's `file` is `train_ims.npy#12`: the row that holds its features.
 */
export const scanPrecomputed: CaptionFormat = {
  name: 'scan-precomputed',
  description: '{split}_ims.npy with {split}_caps.txt, rows repeated per caption or not',
  candidates: (files) =>
    pairByPrefix(featureFiles(files), files.filter(listsSentences)).map((pairs) => ({
      format: 'scan-precomputed',
      files: pairs.flatMap(({ images, captions }) => [images.path, captions.path]),
      parse: (options) => parsePairs(pairs, options),
    })),
};

/** Of the arrays of one split (PFAN adds `_boxes.npy`), the one with the widest rows holds the features. */
function featureFiles(files: readonly SourceFile[]): SourceFile[] {
  const widest = new Map<string, SourceFile>();
  for (const file of files.filter(isNpyFile)) {
    const key = file.path.slice(0, file.path.lastIndexOf('/') + 1) + splitPrefix(file.path);
    const other = widest.get(key);
    if (other === undefined || rowWidth(file) > rowWidth(other)) widest.set(key, file);
  }
  return [...widest.values()];
}

function rowWidth(file: SourceFile): number {
  try {
    return npyHeaderOf(file).shape.at(-1) ?? 0;
  } catch {
    return Number.POSITIVE_INFINITY; // A damaged file is chosen, so that parsing it reports the error.
  }
}

function parsePairs(pairs: readonly SplitPair[], options: FormatOptions): ParsedImage[] {
  const read = pairs.map((pair) => {
    const header = npyHeaderOf(pair.images);
    const rows = header.shape[0] ?? 0;
    const sentences = textLines(decodeText(pair.captions, options.encoding));
    return { pair, rows, sentences, repetition: repetitionOf(pair.images, header) };
  });
  // One split may consist of one image only, whose equal rows say nothing: the other splits do.
  const known = [...new Set(read.flatMap(({ repetition }) => (typeof repetition === 'number' ? [repetition] : [])))];
  const common = known.length === 1 ? (known[0] ?? null) : null;
  return read.flatMap(({ pair, rows, sentences, repetition }) => {
    const rowsPerImage = rowsOfImage(pair, rows, sentences.length, repetition, common, options.captionsPerImage);
    return imagesOf(pair, rows, rowsPerImage, sentences);
  });
}

/** @throws CaptionFileError where rows and captions do not pair up, or where it is open which of them belong to one image */
function rowsOfImage(
  { images, captions }: SplitPair,
  rows: number,
  sentences: number,
  repetition: Repetition,
  common: number | null,
  captionsPerImage: number | null,
): number {
  const fail = (problem: string, remedy: string): never => {
    throw new CaptionFileError({ file: captions.path, position: { line: sentences + 1, column: 1 } }, problem, remedy);
  };
  const pairs = `${sentences} captions do not pair up with the ${rows} rows of ${images.path}`;
  const remedy = 'Each image needs the same number of lines (option `captionsPerImage`). Was a file cut off?';
  if (rows === 0 || sentences === 0) return fail(`${pairs}.`, remedy);
  if (captionsPerImage !== null) {
    const perImage = (captionsPerImage * rows) / sentences;
    if (sentences % captionsPerImage !== 0 || !Number.isInteger(perImage) || rows % perImage !== 0)
      fail(`${pairs}, with ${captionsPerImage} captions per image.`, remedy);
    if (typeof repetition === 'number' && repetition % perImage !== 0 && perImage > 1)
      fail(
        `With captionsPerImage ${captionsPerImage}, ${perImage} rows belong to an image; in ${images.path}, rows are equal in groups of ${repetition}.`,
        'Choose the number of captions that belong to one image (option `captionsPerImage`, rs-sam: --captions-per-image).',
      );
    return perImage;
  }
  const decided = typeof repetition === 'number' ? repetition : common;
  if (decided === null) {
    if (rows === 1) return 1;
    return fail(
      `How many of the ${sentences} captions belong to an image cannot be determined: the rows of ${images.path} ${repetition}.`,
      'Set the option `captionsPerImage` (rs-sam: --captions-per-image).',
    );
  }
  if (rows % decided !== 0 || (sentences * decided) % rows !== 0) fail(`${pairs}.`, remedy);
  return decided;
}

function imagesOf(
  { split, images, captions }: SplitPair,
  rows: number,
  rowsPerImage: number,
  sentences: string[],
): ParsedImage[] {
  const perImage = (sentences.length * rowsPerImage) / rows;
  return Array.from({ length: rows / rowsPerImage }, (_, index) => ({
    file: `${images.path}#${index * rowsPerImage}`,
    split: splitName(split),
    className: null,
    captions: sentences.slice(index * perImage, (index + 1) * perImage).map((text, at) => ({
      text,
      position: { line: index * perImage + at + 1, column: 1 },
    })),
    source: captions.path,
    position: { line: index * perImage + 1, column: 1 },
  }));
}
