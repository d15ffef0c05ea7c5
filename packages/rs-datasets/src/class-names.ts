import { baseName, folderOf, withoutExtension } from './file-name';
import { type ParsedImage, pathOf, splitName } from './parsed-image';

/** Where class names come from. `auto`: the first of file, folder, filename that names at least two classes. */
export type ClassNameSource = 'auto' | 'file' | 'folder' | 'filename' | 'none';

const RULES = {
  file: (image: ParsedImage) => image.className,
  folder: (image: ParsedImage) => folderClass(pathOf(image)),
  filename: (image: ParsedImage) => fileNameClass(image.file),
} satisfies Record<string, (image: ParsedImage) => string | null>;

/** Gives each image the class name that the source tells. */
export function withClassNames(images: readonly ParsedImage[], source: ClassNameSource): ParsedImage[] {
  const rule = source === 'auto' ? tellingRule(images) : source === 'none' ? () => null : RULES[source];
  return images.map((image) => ({ ...image, className: rule(image) }));
}

/** A rule tells classes when it finds at least two, and on the whole more than one image of each. */
function tellingRule(images: readonly ParsedImage[]): (image: ParsedImage) => string | null {
  if (images.some((image) => image.className !== null)) return RULES.file;
  for (const rule of [RULES.folder, RULES.filename]) {
    const names = images.map(rule).filter((name) => name !== null);
    const distinct = new Set(names).size;
    if (distinct >= 2 && names.length >= 2 * distinct) return rule;
  }
  return RULES.file;
}

/** `airport` of `train/airport/3.jpg`: the folder that holds the picture, unless it is a split's. */
export function folderClass(file: string): string | null {
  const name = baseName(folderOf(file));
  return name === '' || ['train', 'val', 'test'].includes(splitName(name) ?? '') ? null : name;
}

/** `baseball_diamond` of `baseball_diamond_12.jpg`: the letters before a closing number; none where it starts with a digit. */
export function fileNameClass(file: string): string | null {
  const stem = withoutExtension(baseName(file));
  return /^(\p{L}[\p{L} _-]*?)[ _-]*\(?\d+\)?$/u.exec(stem)?.[1] ?? null;
}
