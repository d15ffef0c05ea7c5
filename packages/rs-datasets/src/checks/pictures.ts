import { type ParsedImage, pathOf } from '../parsed-image';
import { type Check, mostCommon, placeOf } from './check';
import { PictureIndex } from './picture-index';

/**
 * extensionDiffers, ambiguousPicture, captionsWithoutImage: gives each image the path of its picture. With no picture in
 * the folder at all there is nothing to hold the names against.
 */
export const matchPictures: Check = (images, ledger, { paths }) => {
  if (paths.length === 0) return [...images];
  const index = new PictureIndex(paths);
  return images.flatMap((image) => {
    const match = index.find(image.file, image.className);
    const [path] = match?.paths ?? [];
    if (!match || path === undefined)
      return ledger.drops('captionsWithoutImage', placeOf(image), image.file) ? [] : [image];
    const found = `${image.file}: ${match.paths.join(', ')}`;
    if (match.paths.length > 1 && ledger.drops('ambiguousPicture', placeOf(image), found)) return [];
    if (match.extensionDiffers && ledger.drops('extensionDiffers', placeOf(image), found)) return [];
    return [{ ...image, picture: path }];
  });
};

/** imageWithoutCaptions: entries whose captions are none or were dropped, and pictures that no entry names. */
export const imagesWithoutCaptions: Check = (images, ledger) =>
  images.filter(
    (image) => image.captions.length > 0 || !ledger.drops('imageWithoutCaptions', placeOf(image), image.file),
  );

/** The pictures that no entry names, as images of their own: what becomes of them is `imagesWithoutCaptions`' matter. */
export function unnamedPictures(images: readonly ParsedImage[], paths: readonly string[]): ParsedImage[] {
  const named = new Set(images.map(pathOf));
  return paths
    .filter((path) => !named.has(path))
    .map((file) => ({ file, split: null, className: null, captions: [], source: file, position: null }));
}

/** unreadablePicture and pictureSize, of the pictures whose size was read. */
export const pictureSizes: Check = (images, ledger, { sizes }) => {
  const printed = (image: ParsedImage) => {
    const size = sizes.get(pathOf(image));
    return size ? `${size.width}×${size.height}` : undefined;
  };
  const usual = mostCommon(images.map(printed).filter((size) => size !== undefined));
  return images.filter((image) => {
    if (!sizes.has(pathOf(image))) return true;
    const size = printed(image);
    if (size === undefined) return !ledger.drops('unreadablePicture', placeOf(image), image.file);
    if (size === usual) return true;
    return !ledger.drops('pictureSize', placeOf(image), `${image.file}: ${size}, most are ${usual}`);
  });
};
