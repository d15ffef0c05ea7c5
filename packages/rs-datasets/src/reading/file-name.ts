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

/** Whether a name has the extension of an image. */
export function isImageFile(path: string): boolean {
  const extension = path.slice(withoutExtension(path).length + 1).toLowerCase();
  return IMAGE_EXTENSIONS.has(extension);
}

/** Forward slashes, no leading `./` or `/`: then paths written on another system match, too. */
export function normalisedPath(path: string): string {
  return path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
}
