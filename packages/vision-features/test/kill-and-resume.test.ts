import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderContent } from './folder-content';
import { runAndKill } from './run-and-kill';
import { smallImages } from './small-images';
import { temporaryFolder } from './small-store';

const PROGRAM = fileURLToPath(new URL('./extraction-to-kill.ts', import.meta.url));
const IMAGES = 40;

/** Runs the extraction; kills it with SIGKILL that long after its first step, if a time is given. */
const run = (images: string, out: string, milliseconds?: number) =>
  runAndKill(PROGRAM, [images, String(IMAGES), out], milliseconds);

it('killed at random moments and resumed, it ends with the same bytes', { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder();
  const images = join(folder, 'images');
  await smallImages(images, IMAGES);
  const undisturbed = join(folder, 'undisturbed');
  expect(await run(images, undisturbed)).toBe('finished');

  const out = join(folder, 'killed');
  // Twenty steps of 12 ms and a sync each: these moments fall before, between, inside and behind them.
  const moments = [0, 5, 40, 60].map((most) => Math.random() * most);
  const ends: string[] = [];
  for (const moment of moments) ends.push(await run(images, out, moment));
  expect(ends[0]).toBe('killed');
  expect(await run(images, out)).toBe('finished');
  expect(await folderContent(out)).toEqual(await folderContent(undisturbed));
});
