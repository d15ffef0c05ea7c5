import { isImageFile, unifiedName } from '../reading/file-name';

/** The columns of a table by their content. */
export interface TableColumns {
  readonly file: number;
  readonly captions: readonly number[];
  readonly split: number | null;
  readonly className: number | null;
  /** The number of a caption among those of its image, as in `image| number| comment`. */
  readonly number: number | null;
  /** The words of the caption once more, where there is one column of captions. */
  readonly tokens: number | null;
  /** Whether the first row names the columns. */
  readonly header: boolean;
}

/** Names of columns, and of the fields of JSON Lines, in lower case. */
export const FILE_COLUMN = /^(file|image|img|picture)?[ _-]?(name|path|file|image|img|picture|file[ _-]?name)$/;
export const CAPTION_COLUMN = /^(caption|sentence|text|title|raw|description|comment)s?[ _-]?\d*$/;
export const SPLIT_COLUMN = /^(split|set|subset)$/;
export const CLASS_COLUMN = /^(class|cls|category|label)([ _-]?name)?$/;
export const TOKENS_COLUMN = /^(tokens|words)$/;
const NUMBER_COLUMN = /^(caption|sentence|comment)?[ _-]?(number|no|index)$/;

/**
 * The columns of a table by its first row: by their names or, where they have none, the image first and the captions
 * after it. `null` where the row is neither.
 */
export function tableColumns(firstRow: readonly string[]): TableColumns | null {
  const names = firstRow.map((cell) => unifiedName(cell).trim().toLowerCase());
  const find = (pattern: RegExp) => {
    const at = names.findIndex((name) => pattern.test(name));
    return at < 0 ? null : at;
  };
  const file = find(FILE_COLUMN);
  const captions = [...names.keys()].filter((at) => CAPTION_COLUMN.test(names[at] ?? ''));
  if (file !== null && captions.length > 0)
    return {
      file,
      captions,
      split: find(SPLIT_COLUMN),
      className: find(CLASS_COLUMN),
      number: find(NUMBER_COLUMN),
      tokens: captions.length === 1 ? find(TOKENS_COLUMN) : null,
      header: true,
    };
  if (firstRow.length < 2 || !isImageFile(imagePath(firstRow[0] ?? ''))) return null;
  return {
    file: 0,
    captions: [...firstRow.keys()].slice(1),
    split: null,
    className: null,
    number: null,
    tokens: null,
    header: false,
  };
}

/** The path of an image without the caption number of Flickr's `image.jpg#0`. */
export function imagePath(cell: string): string {
  return cell.trim().replace(/#\d+$/, '');
}
