import type { DecodedImage } from './decoded-image';
import { loadSharp } from './read-pixels';

const QUALITY = 75;

/** A small JPEG of an image: its longer side has at most `side` pixels; a smaller image keeps its size. */
export async function renderThumbnail({ pixels, width, height }: DecodedImage, side: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
