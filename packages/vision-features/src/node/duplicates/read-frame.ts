import { createHash } from 'node:crypto';
import { FRAME_SIZE, type GreyFrame, greyFrame } from '../../duplicates/grey-frame';
import { openImage } from '../images/decode-image';
import { readImageFile } from '../images/read-image-file';
import { loadSharp, MAX_PIXELS } from '../images/read-pixels';

/** An image as it is compared. */
export interface ReadFrame {
  readonly frame: GreyFrame;
  /** SHA-256 of its pixels and its size. */
  readonly digest: string;
}

/**
 * Decodes an image by the rules of `readPixels`, and fits it into the frame without changing its proportions.
 *
 * @throws {ImageError}
 * @throws {MissingPackageError} where sharp is not installed.
 */
export async function readFrame(file: string): Promise<ReadFrame> {
  const sharp = await loadSharp();
  const image = await openImage(sharp, await readImageFile(file), file, MAX_PIXELS);
  const { pixels, width, height } = await image.decode(8);
  const digest = createHash('sha256').update(`${width} ${height} `).update(pixels).digest('hex');
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(FRAME_SIZE, FRAME_SIZE, { fit: 'inside', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { frame: greyFrame(data, info.width, info.height), digest };
}
