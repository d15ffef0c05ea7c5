import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { folderContent } from '../../../test/folder-content';
import { smallRecipe, smallStep, temporaryFolder, writeSmallStore } from '../../../test/small-store';
import { openFeatureWriter } from './feature-writer';

const NAMES = ['a.tif', 'b.tif', 'c.tif', 'd.tif'];
const recipe = smallRecipe(NAMES);

async function undisturbed(): Promise<Record<string, string>> {
  const folder = await temporaryFolder();
  await writeSmallStore(folder, NAMES);
  return folderContent(folder);
}

async function goOn(folder: string): Promise<number> {
  const writer = await openFeatureWriter(folder, recipe, null);
  const before = writer.done.length;
  for (const [image, name] of NAMES.entries()) if (image >= before) await writer.append(smallStep(recipe, name, image));
  await writer.finish();
  return before;
}

async function begin(folder: string, steps: number): Promise<void> {
  const writer = await openFeatureWriter(folder, recipe, null);
  for (const [image, name] of NAMES.slice(0, steps).entries()) await writer.append(smallStep(recipe, name, image));
  await writer.close();
}

describe('openFeatureWriter', () => {
  it('leaves two files', async () => {
    expect(Object.keys(await undisturbed())).toEqual(['features.npy', 'manifest.json']);
  });

  it('resumes from a journal and rows that were cut off at any byte', async () => {
    const whole = await undisturbed();
    const probe = await temporaryFolder();
    await begin(probe, 3);
    const files = await folderContent(probe);
    const journalBytes = (files['journal.jsonl'] ?? '').length;
    for (let cut = 0; cut <= journalBytes; cut += 41) {
      const folder = await temporaryFolder();
      await begin(folder, 3);
      await truncate(join(folder, 'journal.jsonl'), cut);
      await goOn(folder);
      expect(await folderContent(folder)).toEqual(whole);
    }
    for (const cut of [0, 5, 128, 130, 176, 200, 272]) {
      const folder = await temporaryFolder();
      await begin(folder, 3);
      await truncate(join(folder, 'features.npy'), cut);
      await goOn(folder);
      expect(await folderContent(folder)).toEqual(whole);
    }
  });

  it('keeps what is whole: three steps of three', async () => {
    const folder = await temporaryFolder();
    await begin(folder, 3);
    expect(await goOn(folder)).toBe(3);
  });

  it('drops a step whose rows are not those that the journal hashed', async () => {
    const folder = await temporaryFolder();
    await begin(folder, 3);
    const path = join(folder, 'features.npy');
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = 0x55;
    await writeFile(path, bytes);
    expect(await goOn(folder)).toBe(2);
    expect(await folderContent(folder)).toEqual(await undisturbed());
  });

  it('refuses to go on with other settings, and names the one that differs', async () => {
    const folder = await temporaryFolder();
    await begin(folder, 1);
    const other = smallRecipe(NAMES, { weights: 'b'.repeat(64) });
    await expect(openFeatureWriter(folder, other, null)).rejects.toThrow(/weights is "a+", not "b+". Use the same/);
    await expect(openFeatureWriter(folder, recipe, { index: 1, count: 2 })).rejects.toThrow(
      'shard is null, not {"index"',
    );
    expect(await goOn(folder)).toBe(1);
  });

  it('lets one writer in at a time, and takes over from one that died', async () => {
    const folder = await temporaryFolder();
    const writer = await openFeatureWriter(folder, recipe, null);
    await expect(openFeatureWriter(folder, recipe, null)).rejects.toThrow('is being written by this process');
    await writer.close();
    const lock = join(folder, 'lock.json');
    await writeFile(lock, JSON.stringify({ process: process.ppid, host: (await import('node:os')).hostname() }));
    await expect(openFeatureWriter(folder, recipe, null)).rejects.toThrow(`written by process ${process.ppid}`);
    await writeFile(lock, JSON.stringify({ process: 2 ** 22 + 1, host: (await import('node:os')).hostname() }));
    await goOn(folder);
  });

  it('does not overwrite a file that it did not make, and refuses rows of another length', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'features.npy'), 'mine');
    await expect(openFeatureWriter(folder, recipe, null)).rejects.toThrow(
      'There is a features.npy without a description',
    );
    const writer = await openFeatureWriter(join(folder, 'new'), recipe, null);
    const step = smallStep(recipe, 'a.tif', 0);
    await expect(writer.append({ ...step, rows: step.rows.subarray(1) })).rejects.toThrow('came with 47 bytes, not 48');
    await writer.close();
  });

  it.each([
    ['features.npy', 1],
    ['journal.jsonl', 2],
  ])('names %s where the disk becomes full, and resumes to the same bytes', async (name, failing) => {
    const folder = await temporaryFolder();
    const writer = await openFeatureWriter(folder, recipe, null);
    await writer.append(smallStep(recipe, 'a.tif', 0));
    const handle = await open(join(folder, 'journal.jsonl'));
    const prototype = Object.getPrototypeOf(handle);
    await handle.close();
    const write = prototype.write;
    let calls = 0;
    const spy = vi.spyOn(prototype, 'write').mockImplementation(function (this: unknown, ...given: unknown[]) {
      if (++calls < failing) return write.apply(this, given);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    onTestFinished(() => spy.mockRestore());
    await expect(writer.append(smallStep(recipe, 'b.tif', 1))).rejects.toThrow(
      `${join(folder, name)} cannot be written: the disk is full.`,
    );
    spy.mockRestore();
    await writer.close();
    expect(await goOn(folder)).toBe(1);
    expect(await folderContent(folder)).toEqual(await undisturbed());
  });
});
