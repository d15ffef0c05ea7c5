import { isImageFile } from '../reading/file-name';

/** The columns of a table by their content. */
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
 * The columns of a table by its first row: by their names or, where they have none, the image first and the captions
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
  if (firstRow.length < 2 || !isImageFile(imagePath(firstRow[0] ?? ''))) return null;
  return { file: 0, captions: [...firstRow.keys()].slice(1), split: null, className: null, header: false };
}

/** The path of an image without the caption number of Flickr's `image.jpg#0`. */
export function imagePath(cell: string): string {
  return cell.trim().replace(/#\d+$/, '');
}
