import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openScene, type Scene, type SceneColours } from '../../src/node/scene/open-scene';
import { type PageToWrite, writeTiff } from './write-tiff';

/** The path of a file that is removed after the test. */
export async function temporaryFile(name = 'scene.tif'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-scene-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, name);
}

/** Writes a TIFF and opens it; both go after the test. */
export async function openWritten(
  pages: PageToWrite | readonly PageToWrite[],
  colours?: SceneColours,
  options?: Parameters<typeof writeTiff>[2],
): Promise<Scene> {
  const file = await temporaryFile();
  await writeTiff(file, Array.isArray(pages) ? pages : [pages as PageToWrite], options);
  return openUntilEnd(file, colours);
}

export async function openUntilEnd(file: string, colours?: SceneColours): Promise<Scene> {
  const scene = await openScene(file, colours, 'scene.tif');
  onTestFinished(() => scene.close());
  return scene;
}

/** The colours of pixels of a window, as `[[r, g, b], …]`. */
export function coloursOf(pixels: Uint8Array): number[][] {
  return Array.from({ length: pixels.length / 3 }, (_, at) => [...pixels.subarray(3 * at, 3 * at + 3)]);
}
