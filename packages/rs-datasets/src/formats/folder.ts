import { groupBy } from '@rs-sam/foundation/collections';
import { decodeText, glanceAtText } from '../reading/decode-text';
import { extensionOf, isImageFile, unifiedName, withoutExtension } from '../reading/file-name';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { type ParsedImage, splitName, TRAIN_VAL_TEST } from './parsed-image';
import { UnknownFormatError } from './unknown-format-error';

/** Only these hold captions: annotations (XML, YAML, JSON), world files and the like have other extensions. */
const CAPTION_EXTENSIONS = new Set(['', 'txt', 'text', 'caption', 'captions']);

/**
 * A plain folder: `harbour_3.jpg` and beside it `harbour_3.txt` (or `.text`, `.caption`, `.captions`, or no extension) with one caption
 * per line. A top folder `train`, `val` or `test` is the split. The folder of an image is its class, where there are several such folders.
 */
export const folder: CaptionFormat = {
  name: 'folder',
  description: 'each image with a text file of the same name beside it, one caption per line',
  candidates: (files, forced) => {
    const images = files.filter((file) => isImageFile(file.path));
    const stems = new Set(images.flatMap(({ path }) => stemsOf(path).map(foldedName)));
    const sidecars = files.filter(
      (file) =>
        !isImageFile(file.path) &&
        CAPTION_EXTENSIONS.has(extensionOf(file.path)) &&
        stems.has(foldedName(withoutExtension(file.path))) &&
        holdsText(file),
    );
    if (images.length === 0 || (sidecars.length === 0 && !forced)) return [];
    const parse = (options: FormatOptions) => parseFolder(images, sidecars, options);
    return [{ format: 'folder', files: sidecars.map((file) => file.path), parse }];
  },
};

/** `harbour_3.txt` and `harbour_3.jpg.txt` both belong to `harbour_3.jpg`. */
const stemsOf = (path: string) => [withoutExtension(path), path];
const foldedName = (path: string) => unifiedName(path).toLowerCase();

/** Whether a file is a text, and not one of boxes: `0 0.51 0.42 0.1 0.1` or `12 10 80 10 80 60 12 60 ship 0` on each line. */
function holdsText(file: SourceFile): boolean {
  const text = glanceAtText(file);
  if (text === null) return false;
  const lines = textLines(text.slice(0, 100_000)).filter((line) => line.trim() !== '');
  if (lines.length === 0) return true;
  return !lines.slice(0, 50).every((line) => isBox(line.slice(0, 2000)));
}

function isBox(line: string): boolean {
  const cells = line.trim().split(/[\s,;]+/);
  const numbers = cells.filter((cell) => cell !== '' && Number.isFinite(Number(cell))).length;
  return numbers === cells.length || (numbers >= 4 && numbers >= cells.length - 2);
}

function parseFolder(
  images: readonly SourceFile[],
  sidecars: readonly SourceFile[],
  { encoding }: FormatOptions,
): ParsedImage[] {
  const exact = groupBy(sidecars, ({ path }) => withoutExtension(path));
  const tolerant = groupBy(sidecars, ({ path }) => foldedName(withoutExtension(path)));
  const paths = new Set(images.flatMap(({ path }) => stemsOf(path)));
  // A sidecar that is the exact one of some image is not the tolerant one of another.
  const spare = (files: readonly SourceFile[] = []) => files.filter(({ path }) => !paths.has(withoutExtension(path)));
  const sidecarsOf = (path: string): readonly SourceFile[] => {
    for (const stem of stemsOf(path)) {
      const found = exact.get(stem) ?? spare(tolerant.get(foldedName(stem)));
      if (found.length === 0) continue;
      const filled = found.length > 1 ? found.filter((file) => (glanceAtText(file) ?? '').trim() !== '') : [];
      return filled.length > 0 ? filled : found;
    }
    return [];
  };
  return images.map(({ path }) => {
    const own = sidecarsOf(path);
    if (own.length > 1) throw severalSidecars(path, own);
    const [sidecar] = own;
    const lines = sidecar ? textLines(decodeText(sidecar, encoding)) : [];
    const split = splitName(path.includes('/') ? path.split('/')[0] : null);
    return {
      file: path,
      split: TRAIN_VAL_TEST.has(split) ? split : null,
      className: null,
      captions: lines.map((text, index) => ({ text, position: { line: index + 1, column: 1 } })),
      source: sidecar?.path ?? path,
      position: null,
    };
  });
}

function severalSidecars(image: string, sidecars: readonly SourceFile[]): UnknownFormatError {
  const paths = sidecars.map(({ path }) => path);
  const remedy = 'Name the files to read: { only: [...] } (rs-sam: --only), or remove the others.';
  return new UnknownFormatError(`${paths.join(' and ')} may both hold the captions of ${image}.`, remedy, paths);
}
