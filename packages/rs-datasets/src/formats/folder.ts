import { isImageFile, withoutExtension } from '../file-name';
import { type ParsedImage, splitName } from '../parsed-image';
import { glanceAtText, readText, type SourceFile } from '../source-file';
import type { CaptionFormat, ReadingOptions } from './caption-format';
import { textLines } from './text-lines';

const SPLITS = new Set<string | null>(['train', 'val', 'test']);

/**
 * A plain folder for one's own data: `harbour_3.jpg` and beside it `harbour_3.txt`, a caption a line.
 * A top folder `train`, `val` or `test` is the split; the folder that holds a picture is its class, when there are several.
 */
export const folder: CaptionFormat = {
  name: 'folder',
  description: 'each picture with a text file of the same name beside it, a caption a line',
  candidates: (files, forced) => {
    const pictures = files.filter((file) => isImageFile(file.path));
    const stems = new Set(pictures.map((file) => withoutExtension(file.path)));
    const sidecars = files.filter(
      (file) => !isImageFile(file.path) && stems.has(withoutExtension(file.path)) && glanceAtText(file) !== null,
    );
    if (pictures.length === 0 || (sidecars.length === 0 && !forced)) return [];
    const read = (options: ReadingOptions) => readFolder(pictures, sidecars, options);
    return [{ format: 'folder', files: sidecars.map((file) => file.path), read }];
  },
};

function readFolder(
  pictures: readonly SourceFile[],
  sidecars: readonly SourceFile[],
  { encoding }: ReadingOptions,
): ParsedImage[] {
  const captions = new Map(sidecars.map((file) => [withoutExtension(file.path), file]));
  return pictures.map(({ path }) => {
    const sidecar = captions.get(withoutExtension(path));
    const lines = sidecar ? textLines(readText(sidecar, encoding)) : [];
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
