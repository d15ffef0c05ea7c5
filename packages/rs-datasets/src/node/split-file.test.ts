import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSplit, writeSplit } from './split-file';

it('names a split by its content, and detects when the two do not match', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  const split = { parts: { test: ['2.jpg'], train: ['1.jpg', '3.jpg'] } };
  const path = await writeSplit(folder, split);
  expect(path).toMatch(/split-[0-9a-f]{12}\.json$/);
  expect(await writeSplit(folder, { parts: { train: ['3.jpg', '1.jpg'], test: ['2.jpg'] } })).toBe(path);
  expect(await readSplit(path)).toEqual(split);
  await writeFile(path, '{"parts": {"train": ["1.jpg"]}}');
  await expect(readSplit(path)).rejects.toThrow('The content of this split belongs to the name split-');
  await writeFile(path, '{"parts": {"train": [1]}}');
  await expect(readSplit(path)).rejects.toThrow('at parts.train[0]: An image id has to be a string.');
  await rename(path, join(folder, 'other.json'));
  await expect(readSplit(path)).rejects.toThrow(
    `${path}: The split does not exist. Name a file that writeSplit (rs-sam dataset split) wrote.`,
  );
  await expect(writeSplit(join(folder, 'other.json'), split)).rejects.toThrow('.json cannot be written: ');
  expect(await readdir(folder)).toEqual(['other.json']);
  await rm(folder, { recursive: true });
});

it('leaves a file of the name of a split that has another content, and reads a split with a byte order mark', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  const split = { parts: { train: ['1.jpg'] } };
  const path = await writeSplit(folder, split);
  await writeFile(path, 'written by hand');
  await expect(writeSplit(folder, split)).rejects.toThrow(`${path} would be overwritten`);
  expect(await writeSplit(folder, split, { force: true })).toBe(path);
  expect(await writeSplit(folder, split)).toBe(path);
  await writeFile(path, Buffer.from('\ufeff{"parts": {"train": ["1.jpg"]}}', 'utf16le'));
  expect(await readSplit(path)).toEqual(split);
  await expect(writeSplit(folder, split, { overwrite: true } as never)).rejects.toThrow('The option overwrite');
  await rm(folder, { recursive: true });
});
