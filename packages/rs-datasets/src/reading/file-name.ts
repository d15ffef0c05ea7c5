const IMAGE_EXTENSIONS = new Set('avif bmp gif jp2 jpeg jpg png svg tif tiff webp'.split(' '));

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path, without its last part; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path without its extension. */
export function withoutExtension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

/** The extension of a path in lower case, without the dot; empty without one. */
export function extensionOf(path: string): string {
  return path.slice(withoutExtension(path).length + 1).toLowerCase();
}

/** Whether a name has the extension of an image. */
export function isImageFile(path: string): boolean {
  return IMAGE_EXTENSIONS.has(extensionOf(path));
}

/** Forward slashes, no `./` and no empty part: then paths written on another system match, too. */
export function normalisedPath(path: string): string {
  return path
    .trim()
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** A name for tolerant comparison: one Unicode form, no invisible characters. Case is kept. */
export function unifiedName(path: string): string {
  return path.normalize('NFC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}
