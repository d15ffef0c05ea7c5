import { type ParsedImage, pathOf } from '../formats/parsed-image';
import { type Check, mostCommon, placeOf } from './check';
import { ImageIndex } from './image-index';

/**
 * extensionDiffers, ambiguousImage, captionsWithoutImage: gives each image the path of its file. Without any image file in
 * the folder, names are not checked.
 */
export const matchImageFiles: Check = (images, ledger, { paths }) => {
  if (paths.length === 0) return [...images];
  const index = new ImageIndex(paths);
  return images.flatMap((image) => {
    const match = index.find(image.file, image.className);
    const [path] = match?.paths ?? [];
    if (!match || path === undefined)
      return ledger.drops('captionsWithoutImage', placeOf(image), image.file) ? [] : [image];
    const found = `${image.file}: ${match.paths.join(', ')}`;
    if (match.paths.length > 1 && ledger.drops('ambiguousImage', placeOf(image), found)) return [];
    if (match.extensionDiffers && ledger.drops('extensionDiffers', placeOf(image), found)) return [];
    return [{ ...image, path }];
  });
};

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

/** unreadableImage and imageSize, of the images whose size was read. */
export const imageSizes: Check = (images, ledger, { sizes }) => {
  const sizeOf = (image: ParsedImage) => {
    const size = sizes.get(pathOf(image));
    return size ? `${size.width}×${size.height}` : undefined;
  };
  const usual = mostCommon(images.map(sizeOf).filter((size) => size !== undefined));
  return images.filter((image) => {
    if (!sizes.has(pathOf(image))) return true;
    const size = sizeOf(image);
    if (size === undefined) return !ledger.drops('unreadableImage', placeOf(image), image.file);
    if (size === usual) return true;
    return !ledger.drops('imageSize', placeOf(image), `${image.file}: ${size}, most are ${usual}`);
  });
};
