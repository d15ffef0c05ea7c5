import { readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { runAndKill } from '../../vision-features/test/run-and-kill';
import { folderContent, imageNames, type SmallGallery, smallGallery, writeImage } from './small-gallery';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const PROGRAM = fileURLToPath(new URL('./indexing-to-kill.ts', import.meta.url));

/** Runs the indexing; kills it with SIGKILL that long after its first step, if a time is given. */
const run = ({ images, checkpoint }: SmallGallery, out: string, milliseconds?: number) =>
  runAndKill(PROGRAM, [images, checkpoint, out], milliseconds);

it('killed at random moments and resumed, it ends with the same bytes', { timeout: 300_000 }, async () => {
  const small = await smallGallery(30);
  const undisturbed = `${small.out}-undisturbed`;
  expect(await run(small, undisturbed)).toBe('finished');
  const moments = [0, 20, 60].map((most) => Math.random() * most);
  const ends: string[] = [];
  for (const moment of moments) ends.push(await run(small, small.out, moment));
  expect(ends[0]).toBe('killed');
  expect(await run(small, small.out)).toBe('finished');
  expect(await folderContent(small.out)).toEqual(await folderContent(undisturbed));
});

/** Interrupts a run after its first steps, and gives the folder of its segment. */
async function interrupt(small: SmallGallery): Promise<string> {
  const stop = new AbortController();
  const stopped = small.index({
    signal: stop.signal,
    onProgress: ({ phase, done }) => phase === 'encode' && done >= 8 && stop.abort(new Error('enough')),
  });
  await expect(stopped).rejects.toThrow('enough');
  return join(small.out, 'segments', '0001');
}

it('cut off at any byte of any file, it ends with the same bytes', { timeout: 120_000 }, async () => {
  const small = await smallGallery(14);
  await small.index({ out: `${small.out}-whole` });
  const whole = await folderContent(`${small.out}-whole`);
  for (const name of ['journal.jsonl', 'encoding-regions.npy', 'vectors.npy', 'thumbnails.bin', 'partial.json']) {
    await rm(small.out, { recursive: true, force: true });
    const segment = await interrupt(small);
    const { length } = await readFile(join(segment, name));
    await truncate(join(segment, name), Math.floor(Math.random() * length));
    await small.index();
    expect(await folderContent(small.out), name).toEqual(whole);
  }
});

it('images that came or changed in between are indexed, and finished ones are not lost', async () => {
  const small = await smallGallery(14);
  await interrupt(small);
  await writeImage(join(small.images, '0000.tif'), 'earlier in the list');
  await writeImage(join(small.images, '002.tif'), 'changed');
  const report = await small.index();
  expect(report).toMatchObject({ items: 15, resumed: 8 });
  const fresh = await small.index({ out: `${small.out}-fresh` });
  expect(fresh.items).toBe(15);
  const { openGallery } = await import('../src/gallery/open-gallery');
  const { folderGallery } = await import('../src/node/store/folder-gallery');
  const byName = async (folder: string) => {
    const gallery = await openGallery(folderGallery(folder));
    const keys = Array.from({ length: gallery.size }, (_, key) => key);
    const items = await gallery.items(keys);
    const { regions } = await gallery.encodings(keys);
    const width = (regions?.data.length ?? 0) / gallery.size;
    const found = items.map(({ file, sha256 }, at): [string, string] => [
      file,
      `${sha256} ${regions?.data.slice(at * width, (at + 1) * width)}`,
    ]);
    await gallery.close();
    return Object.fromEntries(found);
  };
  const found = await byName(small.out);
  expect(found).toEqual(await byName(`${small.out}-fresh`));
  expect(Object.keys(found).sort()).toEqual(['0000.tif', ...imageNames(14)].sort());
  expect((await readdir(join(small.out, 'segments'))).length).toBeLessThanOrEqual(2);
});
