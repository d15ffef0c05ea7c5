import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Writes a caption data set of small images of one colour: two of three in train, the others in test, with five captions each. */
export async function smallDataset(folder: string, count: number): Promise<void> {
  await mkdir(join(folder, 'images'), { recursive: true });
  const images = [];
  for (let image = 0; image < count; image++) {
    const filename = `${String(image).padStart(2, '0')}.png`;
    const background = { r: image * 9, g: 255 - image * 5, b: (image * 71) % 256 };
    const coloured = sharp({ create: { width: 8, height: 8, channels: 3, background } });
    await coloured.png().toFile(join(folder, 'images', filename));
    const sentences = [1, 2, 3, 4, 5].map((at) => ({ raw: `Sentence ${at} of image ${image}.` }));
    images.push({ filename, imgid: image, split: image % 3 === 2 ? 'test' : 'train', sentences });
  }
  await writeFile(join(folder, 'dataset.json'), JSON.stringify({ dataset: 'small', images }));
}
