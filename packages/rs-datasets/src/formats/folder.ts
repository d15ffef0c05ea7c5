import { decodeText, glanceAtText } from '../reading/decode-text';
import { isImageFile, withoutExtension } from '../reading/file-name';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { type ParsedImage, splitName } from './parsed-image';

const SPLITS = new Set<string | null>(['train', 'val', 'test']);

/**
 * A plain folder: `harbour_3.jpg` and beside it `harbour_3.txt` with one caption per line.
 * A top folder `train`, `val` or `test` is the split. The folder of an image is its class, where there are several such folders.
 */
export const folder: CaptionFormat = {
  name: 'folder',
  description: 'each image with a text file of the same name beside it, one caption per line',
  candidates: (files, forced) => {
    const images = files.filter((file) => isImageFile(file.path));
    const stems = new Set(images.map((file) => withoutExtension(file.path)));
    const sidecars = files.filter(
      (file) => !isImageFile(file.path) && stems.has(withoutExtension(file.path)) && glanceAtText(file) !== null,
    );
    if (images.length === 0 || (sidecars.length === 0 && !forced)) return [];
    const parse = (options: FormatOptions) => parseFolder(images, sidecars, options);
    return [{ format: 'folder', files: sidecars.map((file) => file.path), parse }];
  },
};

function parseFolder(
  images: readonly SourceFile[],
  sidecars: readonly SourceFile[],
  { encoding }: FormatOptions,
): ParsedImage[] {
  const captions = new Map(sidecars.map((file) => [withoutExtension(file.path), file]));
  return images.map(({ path }) => {
    const sidecar = captions.get(withoutExtension(path));
    const lines = sidecar ? textLines(decodeText(sidecar, encoding)) : [];
    const split = splitName(path.includes('/') ? path.split('/')[0] : null);
    return {
      file: path,
      split: SPLITS.has(split) ? split : null,
      className: null,
      captions: lines.map((text, index) => ({ text, position: { line: index + 1, column: 1 } })),
      source: sidecar?.path ?? path,
      position: null,
    };
  });
}
