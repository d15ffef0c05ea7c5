import type { NpyHeader } from '@rs-sam/foundation/formats';
import { CaptionFileError } from '../errors/caption-file-error';
import { decodeText } from '../reading/decode-text';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { isNpyFile, npyHeaderOf } from './npy-header';
import { type ParsedImage, splitName } from './parsed-image';
import { listsSentences, pairByPrefix, type SplitPair, splitPrefix } from './split-files';

/**
 * SCAN's precomputed features: `{split}_ims.npy` of shape (images, regions, dimension) and `{split}_caps.txt` with the same
 * number of consecutive lines for each image. The row of an image may be repeated for each of its captions.
 * An image's `file` is `train_ims.npy#12`: the row that holds its features.
 */
export const scanPrecomputed: CaptionFormat = {
  name: 'scan-precomputed',
  description: '{split}_ims.npy with {split}_caps.txt, rows repeated per caption or not',
  candidates: (files) =>
    pairByPrefix(featureFiles(files), files.filter(listsSentences)).map((pairs) => ({
      format: 'scan-precomputed',
      files: pairs.flatMap(({ images, captions }) => [images.path, captions.path]),
      parse: (options) => pairs.flatMap((pair) => parsePair(pair, options)),
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

function parsePair({ split, images, captions }: SplitPair, options: FormatOptions): ParsedImage[] {
  const header = npyHeaderOf(images);
  const rows = header.shape[0] ?? 0;
  const sentences = textLines(decodeText(captions, options.encoding));
  const repeated = rows === sentences.length && rowsRepeat(images, header, options.captionsPerImage);
  const rowsPerImage = repeated ? options.captionsPerImage : 1;
  const perImage = (sentences.length / rows) * rowsPerImage;
  if (!Number.isInteger(perImage) || perImage === 0 || rows % rowsPerImage !== 0) {
    const position = { line: sentences.length + 1, column: 1 };
    const problem = `${sentences.length} captions do not pair up with the ${rows} rows of ${images.path}.`;
    const remedy = 'Each image needs the same number of lines (option `captionsPerImage`). Was a file cut off?';
    throw new CaptionFileError({ file: captions.path, position }, problem, remedy);
  }
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

/**
 * Whether rows are repeated, where there are as many rows as captions: the first two rows are equal if they belong to one image.
 * Without them, SCAN's convention is assumed.
 */
function rowsRepeat({ content }: SourceFile, header: NpyHeader, captionsPerImage: number): boolean {
  const bytesPerRow = header.shape.slice(1).reduce((product, size) => product * size, header.bytesPerNumber);
  const end = header.dataStart + 2 * bytesPerRow;
  if (captionsPerImage < 2 || (header.shape[0] ?? 0) < 2) return false;
  if (!(content instanceof Uint8Array) || content.length < end || header.fortranOrder) return true;
  const middle = header.dataStart + bytesPerRow;
  return content.subarray(header.dataStart, middle).every((byte, index) => byte === content[middle + index]);
}
