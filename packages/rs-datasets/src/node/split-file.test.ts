import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadSplit, saveSplit } from './split-file';

it('names a split by its content, and knows when the two no longer belong together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  const split = { parts: { test: ['2.jpg'], train: ['1.jpg', '3.jpg'] } };
  const path = await saveSplit(folder, split);
  expect(path).toMatch(/split-[0-9a-f]{12}\.json$/);
  expect(await saveSplit(folder, { parts: { train: ['3.jpg', '1.jpg'], test: ['2.jpg'] } })).toBe(path);
  expect(await loadSplit(path)).toEqual(split);
  await writeFile(path, '{"parts": {"train": ["1.jpg"]}}');
  await expect(loadSplit(path)).rejects.toThrow('The content of this split belongs to the name split-');
  await writeFile(path, '{"parts": {"train": [1]}}');
  await expect(loadSplit(path)).rejects.toThrow('at parts.train[0]: An image id has to be a string.');
  await rename(path, join(folder, 'other.json'));
  await expect(loadSplit(path)).rejects.toThrow('The split cannot be read');
  await rm(folder, { recursive: true });
});
