import { baseName } from '../reading/file-name';
import type { CaptionFormat } from './caption-format';
import { looksLikeJsonLines, parseJsonLines } from './json-lines';
import { isMetadataTable } from './metadata-table';
import type { ParsedImage } from './parsed-image';
import { splitInPath } from './split-in-path';
import { parseTable } from './table';

/**
 * The metadata of Hugging Face's image folders and what is written in the same way: JSON Lines, one object per image with `file_name` and
 * its text, or a table `metadata.csv`. Image names are relative to the folder of the file; a file in or for `train`, `val` or
 * `test` gives its images that split. All such files are read together.
 */
export const metadata: CaptionFormat = {
  name: 'metadata',
  description: 'metadata.jsonl or metadata.csv beside the images: {file_name, text}, one file per folder or split',
  candidates: (files, forced) => {
    const found = files.filter((file) => isMetadataTable(file) || looksLikeJsonLines(file, forced));
    if (found.length === 0) return [];
    const keys = found.map(({ path }) => `${path.slice(0, path.length - baseName(path).length)} ${splitInPath(path)}`);
    const groups = new Set(keys).size === found.length ? [found] : found.map((file) => [file]);
    return groups.map((group) => ({
      format: 'metadata',
      files: group.map(({ path }) => path),
      parse: (options) =>
        group.flatMap((file) =>
          (isMetadataTable(file) ? parseTable(file, options) : parseJsonLines(file, options)).map(
            (image): ParsedImage => ({
              ...image,
              file: inFolderOf(file.path, image.file),
              split: image.split ?? splitInPath(file.path),
            }),
          ),
        ),
    }));
  },
};

/** A name relative to the folder of the metadata. An absolute one stays, so that it is refused with its place. */
function inFolderOf(metadataPath: string, name: string): string {
  const folder = metadataPath.slice(0, metadataPath.length - baseName(metadataPath).length);
  return /^([/\\]|[a-z]:)/i.test(name.trim()) ? name : `${folder}${name.trim()}`;
}
