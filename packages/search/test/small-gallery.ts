import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@rs-sam/foundation/files';
import { seededRandom } from '@rs-sam/foundation/random';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { indexImages } from '../src/node/build/index-images';
import type { IndexOptions, IndexReport } from '../src/node/build/index-options';
import { type CheckpointOptions, writeCheckpoint } from './write-checkpoint';

/** A new folder. */
export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'rs-sam-search-'));

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes an image of four coloured quarters; the seed decides the colours. The file always has the same size. */
export async function writeImage(file: string, seed: number | string): Promise<void> {
  const random = seededRandom(`image ${seed}`);
  const quarters = Array.from({ length: 4 }, () => [0, 1, 2].map(() => Math.floor(256 * random())));
  const pixels = Buffer.alloc(8 * 8 * 3);
  for (let pixel = 0; pixel < 64; pixel++) {
    pixels.set(quarters[(pixel >> 5) * 2 + ((pixel >> 2) & 1)] as number[], 3 * pixel);
  }
  const raw = sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } });
  await raw.tiff({ compression: 'none' }).toFile(file);
}

/** A checkpoint, a folder of images, and a place for a gallery. */
export interface SmallGallery {
  readonly folder: string;
  readonly images: string;
  readonly checkpoint: string;
  /** Indexes what is in the folder of images. */
  index(options?: Partial<IndexOptions>): Promise<IndexReport>;
  /** The same by another function. */
  with<T>(options: Partial<IndexOptions>, index: (complete: IndexOptions) => Promise<T>): Promise<T>;
  /** The folder of the gallery. */
  readonly out: string;
}

/** Names of some images. */
export const imageNames = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${String(at).padStart(3, '0')}.tif`);

/** Images in a folder, and a model with initial weights on the engine wasm. */
export async function smallGallery(count: number, options?: CheckpointOptions): Promise<SmallGallery> {
  await prepareBackend({ engine: 'wasm' });
  const folder = await temporaryFolder();
  const [images, checkpoint, out] = [join(folder, 'images'), join(folder, 'checkpoint'), join(folder, 'gallery')];
  await mkdir(images);
  for (const [seed, name] of imageNames(count).entries()) await writeImage(join(images, name), seed);
  await writeCheckpoint(checkpoint, options);
  const complete = async (given: Partial<IndexOptions>): Promise<IndexOptions> => ({
    images: (await readdir(images)).sort().map((name) => ({ name, file: join(images, name) })),
    ...{ root: images, checkpoint, out, batchSize: 4, parts: { extractor: EXTRACTOR }, ...given },
  });
  return {
    ...{ folder, images, checkpoint, out },
    index: async (given = {}) => indexImages(await complete(given)),
    with: async (given, index) => index(await complete(given)),
  };
}

/** The extractor of the tests, as a module that workers can load. */
export const EXTRACTOR = {
  module: new URL('./colour-extractor.ts', import.meta.url).href,
  name: 'createColourExtractor',
};

/** Every file of a folder with the SHA-256 of its content, by path. */
export async function folderContent(folder: string, from = ''): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const entry of await readdir(join(folder, from), { withFileTypes: true })) {
    const path = from ? `${from}/${entry.name}` : entry.name;
    if (entry.isDirectory()) Object.assign(content, await folderContent(folder, path));
    else content[path] = sha256(await readFile(join(folder, path)));
  }
  return content;
}
