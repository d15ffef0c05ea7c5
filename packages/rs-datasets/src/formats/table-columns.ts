import { isImageFile } from '../file-name';

/** Which column of a table holds what. */
export interface TableColumns {
  readonly file: number;
  readonly captions: readonly number[];
  readonly split: number | null;
  readonly className: number | null;
  /** Whether the first row names the columns. */
  readonly header: boolean;
}

const FILE = /^(file|image|img|picture)?[ _-]?(name|path|file|image|img|picture|file[ _-]?name)$/;
const CAPTION = /^(caption|sentence|text|title|raw|description)s?[ _-]?\d*$/;
const SPLIT = /^(split|set|subset)$/;
const CLASS = /^(class|cls|category|label)([ _-]?name)?$/;

/**
 * Reads the columns off a table's first row: by their names, or, where they have none, the picture first and the captions
 * after it. `null` where the row is neither.
 */
export function tableColumns(firstRow: readonly string[]): TableColumns | null {
  const names = firstRow.map((cell) => cell.trim().toLowerCase());
  const find = (pattern: RegExp) => {
    const at = names.findIndex((name) => pattern.test(name));
    return at < 0 ? null : at;
  };
  const file = find(FILE);
  const captions = [...names.keys()].filter((at) => CAPTION.test(names[at] ?? ''));
  if (file !== null && captions.length > 0)
    return { file, captions, split: find(SPLIT), className: find(CLASS), header: true };
  if (firstRow.length < 2 || !isImageFile(picturePath(firstRow[0] ?? ''))) return null;
  return { file: 0, captions: [...firstRow.keys()].slice(1), split: null, className: null, header: false };
}

/** A picture's path without the caption number of Flickr's `picture.jpg#0`. */
export function picturePath(cell: string): string {
  return cell.trim().replace(/#\d+$/, '');
}
