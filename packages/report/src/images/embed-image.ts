import { importOptional } from '@rs-sam/foundation/errors';
import { PageImageError } from './page-image-error';

/** An image inside a page. */
export interface EmbeddedImage {
  /** `data:image/jpeg;base64,…` */
  readonly uri: string;
  readonly width: number;
  readonly height: number;
}

export interface EmbedOptions {
  /** Side of the square that the image is fitted into, in pixels; smaller images keep their size. Default 192. */
  readonly side?: number;
}

/**
 * An image file as a small JPEG in a data URI. It reads every format that `sharp` reads, including TIFF, which browsers do not show.
 *
 * @throws PageImageError names the file. MissingPackageError if `sharp` is not installed.
 */
export async function embedImage(file: string, { side = 192 }: EmbedOptions = {}): Promise<EmbeddedImage> {
  // Loaded when a page is made, so that a page without images needs no `sharp`.
  const { default: sharp } = await importOptional('sharp', 'A page with images', () => import('sharp'));
  try {
    const { data, info } = await sharp(file)
      .rotate()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 72 })
      .toBuffer({ resolveWithObject: true });
    return { uri: `data:image/jpeg;base64,${data.toString('base64')}`, width: info.width, height: info.height };
  } catch (error) {
    const missing = (error as Error).message.startsWith('Input file is missing');
    throw new PageImageError(file, missing ? 'it does not exist' : (error as Error).message, error);
  }
}
