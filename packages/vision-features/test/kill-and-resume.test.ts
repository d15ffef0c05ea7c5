import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderContent } from './folder-content';
import { smallImages } from './small-images';
import { temporaryFolder } from './small-store';

const PROGRAM = fileURLToPath(new URL('./extraction-to-kill.ts', import.meta.url));
const IMAGES = 40;

/** Runs the extraction; kills it with SIGKILL that long after its first step, if a time is given. */
async function run(images: string, out: string, milliseconds?: number): Promise<'finished' | 'killed'> {
  const words = ['--import', import.meta.resolve('tsx'), PROGRAM, images, String(IMAGES), out];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<'finished' | 'killed'>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve('finished');
      else if (signal === 'SIGKILL') resolve('killed');
      else reject(new Error(`The extraction ended with ${signal ?? code}.`));
    });
  });
  if (milliseconds !== undefined) {
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
    await setTimeout(milliseconds);
    child.kill('SIGKILL');
  }
  child.stdout.resume();
  return ended;
}

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
