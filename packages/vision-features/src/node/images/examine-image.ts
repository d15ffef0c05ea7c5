import { fewLevels } from './colour-range';
import { openImage } from './decode-image';
import { ImageError } from './image-error';
import { readImageFile } from './read-image-file';
import { loadSharp, MAX_PIXELS } from './read-pixels';
import { COMMON_COMPRESSIONS, tiffLayout } from './tiff-layout';

/** What `readPixels` would do with an image file. */
export interface ExaminedImage {
  /**
   * How many of 256 levels the values of an image of 16 bits use when their lower half is dropped, where that destroys most of their
   * differences: reflectance from 0 to 3000 uses 12. Such images need `range` or `stretch`. null for other images.
   */
  readonly levels: number | null;
  /** Why `readPixels` refuses it; null where nothing was found. */
  readonly problem: string | null;
}

/**
 * Says what is wrong with an image before features are extracted. It decodes only images of 16 bits and TIFFs with an unusual compression:
 * a common one may still be cut off.
 *
 * @throws {MissingPackageError} where sharp is not installed.
 */
export async function examineImage(file: string): Promise<ExaminedImage> {
  const sharp = await loadSharp();
  try {
    const bytes = await readImageFile(file);
    const image = await openImage(sharp, bytes, file, MAX_PIXELS);
    if (image.bits === 16) return { levels: fewLevels(await image.decode(16)), problem: null };
    const layout = tiffLayout(bytes, file);
    if (layout !== null && !COMMON_COMPRESSIONS.has(layout.compression)) await image.decode(8);
    return { levels: null, problem: null };
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    return { levels: null, problem: error.problem };
  }
}
