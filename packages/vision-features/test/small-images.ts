import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ExtractionDataset } from '../src/node/extract/make-recipe';

/** Writes 5 × 4 images, all different, into a folder. */
export async function smallImages(folder: string, count: number): Promise<ExtractionDataset> {
  await mkdir(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `${String(index).padStart(3, '0')}.png`);
  for (const [image, name] of names.entries()) {
    const pixels = Buffer.from(Array.from({ length: 60 }, (_, at) => (image * 37 + at * 11) % 256));
    await sharp(pixels, { raw: { width: 5, height: 4, channels: 3 } })
      .png()
      .toFile(join(folder, name));
  }
  return { name: 'small', images: names.map((name) => ({ name, file: join(folder, name) })) };
}
