import { baseName, folderOf, withoutExtension } from '../reading/file-name';
import { type ParsedImage, pathOf, splitName, TRAIN_VAL_TEST } from './parsed-image';

/** The values of the option `classNames`. */
export const CLASS_NAME_SOURCES = ['auto', 'file', 'folder', 'filename', 'none'] as const;
/** Where class names come from. `auto`: the first of file, folder and filename that gives at least two classes. */
export type ClassNameSource = (typeof CLASS_NAME_SOURCES)[number];

const RULES = {
  file: (image: ParsedImage) => image.className,
  folder: (image: ParsedImage) => folderClass(pathOf(image)),
  filename: (image: ParsedImage) => fileNameClass(image.file),
} satisfies Record<string, (image: ParsedImage) => string | null>;

/** Gives each image its class name from this source. */
export function withClassNames(images: readonly ParsedImage[], source: ClassNameSource): ParsedImage[] {
  const rule = source === 'auto' ? firstUsefulRule(images) : source === 'none' ? () => null : RULES[source];
  return images.map((image) => ({ ...image, className: rule(image) }));
}

/** A rule is useful if it finds at least two classes with, on average, at least two images each. */
function firstUsefulRule(images: readonly ParsedImage[]): (image: ParsedImage) => string | null {
  if (images.some((image) => image.className !== null)) return RULES.file;
  for (const rule of [RULES.folder, RULES.filename]) {
    const names = images.map(rule).filter((name) => name !== null);
    const distinct = new Set(names).size;
    if (distinct >= 2 && names.length >= 2 * distinct) return rule;
  }
  return RULES.file;
}

/** `airport` of `train/airport/3.jpg`: the folder of the image, unless it is named for a split. */
export function folderClass(file: string): string | null {
  const name = baseName(folderOf(file));
  return name === '' || TRAIN_VAL_TEST.has(splitName(name)) ? null : name;
}

/** `baseball_diamond` of `baseball_diamond_12.jpg`: the letters before a number at the end; `null` where the name starts with a digit. */
export function fileNameClass(file: string): string | null {
  const stem = withoutExtension(baseName(file));
  let end = stem.length;
  const back = (characters: RegExp) => {
    const from = end;
    while (end > 0 && characters.test(stem[end - 1] ?? '')) end--;
    return from - end;
  };
  if (stem.endsWith(')')) end--;
  if (back(/\d/) === 0) return null;
  if (stem[end - 1] === '(') end--;
  back(/[ _-]/);
  const name = stem.slice(0, end);
  return /^\p{L}[\p{L} _-]*$/u.test(name) ? name : null;
}
