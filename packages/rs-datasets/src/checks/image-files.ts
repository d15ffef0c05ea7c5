import { type ParsedImage, pathOf } from '../formats/parsed-image';
import { normalisedPath } from '../reading/file-name';
import { type Check, mostCommon, placeOf } from './check';
import { ImageIndex, type ImageMatch } from './image-index';

/**
 * extensionDiffers, ambiguousImage, captionsWithoutImage: gives each image the path of its file. No file belongs to two names that
 * differ: it stays with the name that is closest to its path. Without any image file in the folder, names are not checked.
 */
export const matchImageFiles: Check = (images, ledger, { paths }) => {
  if (paths.length === 0) return [...images];
  const index = new ImageIndex(paths, images);
  const matches = new Map(images.map((image) => [image, index.find(image)]));
  const owners = ownersOf(matches);
  return images.flatMap((image) => {
    const match = matches.get(image) ?? null;
    const [path] = match?.paths ?? [];
    const owner = path === undefined ? undefined : owners.get(path);
    if (!match || path === undefined || owner !== normalisedPath(image.file)) {
      const other = path === undefined ? '' : `: ${path} belongs to ${owner ?? 'another name that fits as well'}`;
      return ledger.drops('captionsWithoutImage', placeOf(image), `${image.file}${other}`) ? [] : [image];
    }
    const found = `${image.file}: ${match.paths.join(', ')}`;
    if (match.paths.length > 1 && ledger.drops('ambiguousImage', placeOf(image), found)) return [];
    if (match.extensionDiffers && ledger.drops('extensionDiffers', placeOf(image), found)) return [];
    return [{ ...image, path }];
  });
};

/** The name that each file belongs to; `null` where two names fit equally well. */
function ownersOf(matches: ReadonlyMap<ParsedImage, ImageMatch | null>): Map<string, string | null> {
  const best = new Map<string, { name: string | null; tolerance: number }>();
  for (const [image, match] of matches) {
    const [path] = match?.paths ?? [];
    if (!match || path === undefined) continue;
    const name = normalisedPath(image.file);
    const held = best.get(path);
    if (held === undefined || match.tolerance < held.tolerance) best.set(path, { name, tolerance: match.tolerance });
    else if (match.tolerance === held.tolerance && name !== held.name) held.name = null;
  }
  return new Map([...best].map(([path, { name }]) => [path, name]));
}

/** imageWithoutCaptions: entries without captions or with dropped captions only, and image files that no entry names. */
export const imagesWithoutCaptions: Check = (images, ledger) =>
  images.filter(
    (image) => image.captions.length > 0 || !ledger.drops('imageWithoutCaptions', placeOf(image), image.file),
  );

/** The image files that no entry names, as images without captions, which `imagesWithoutCaptions` then checks. */
export function unnamedImageFiles(images: readonly ParsedImage[], paths: readonly string[]): ParsedImage[] {
  const named = new Set(images.map(pathOf));
  return paths
    .filter((path) => !named.has(path))
    .map((file) => ({ file, split: null, className: null, captions: [], source: file, position: null }));
}

/** fewLevels, of the images whose content was read. */
export const fewLevels: Check = (images, ledger, { contents }) =>
  images.filter((image) => {
    const used = contents.get(pathOf(image))?.levels ?? null;
    const detail = `${image.file}: its values use ${used} of 256 levels`;
    return used === null || !ledger.drops('fewLevels', placeOf(image), detail);
  });

/** unreadableImage and imageSize, of the images whose size was read. */
export const imageSizes: Check = (images, ledger, { sizes, contents }) => {
  const sizeOf = (image: ParsedImage) => {
    const size = sizes.get(pathOf(image));
    return size ? `${size.width}×${size.height}` : undefined;
  };
  const usual = mostCommon(images.map(sizeOf).filter((size) => size !== undefined));
  return images.filter((image) => {
    if (!sizes.has(pathOf(image))) return true;
    const size = sizeOf(image);
    const problem = contents.get(pathOf(image))?.problem ?? null;
    if (size === undefined || problem !== null) {
      const reason = problem === null ? '' : `: ${problem}`;
      return !ledger.drops('unreadableImage', placeOf(image), `${image.file}${reason}`);
    }
    if (size === usual) return true;
    return !ledger.drops('imageSize', placeOf(image), `${image.file}: ${size}, most are ${usual}`);
  });
};
