import { appendFile, mkdtemp, open, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RecordFile } from './record-file';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-records-'));
  path = join(folder, 'some.records');
});
afterEach(() => rm(folder, { recursive: true }));

const [first, second] = [Buffer.of(1, 2, 3, 4, 5), Buffer.of(255)];

async function reopened(fingerprint = 'mine'): Promise<Buffer[]> {
  const { file, blocks } = await RecordFile.open(path, fingerprint);
  await file.close();
  return blocks;
}

async function written(): Promise<void> {
  const { file } = await RecordFile.open(path, 'mine');
  await file.add(first);
  await file.add(second);
  await file.close();
}

describe('RecordFile', () => {
  it('returns the stored blocks and appends after them', async () => {
    await written();
    expect(await reopened()).toEqual([first, second]);
    const { file } = await RecordFile.open(path, 'mine');
    await file.add(first);
    await file.close();
    expect(await reopened()).toEqual([first, second, first]);
  });

  it('returns every complete block of a file that is truncated at any byte', async () => {
    await written();
    const { length } = await readFile(path);
    for (let end = length - 1; end >= 0; end--) {
      await truncate(path, end);
      const blocks = await reopened();
      expect([[], [first]]).toContainEqual(blocks);
    }
  });

  it('drops a damaged block and all that follow', async () => {
    await written();
    await appendFile(path, Buffer.from([8, 0, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9, 9, 9, 9, 9]));
    expect(await reopened()).toEqual([first, second]);
  });

  it('reads without a change, and nothing of another computation', async () => {
    await written();
    const { length } = await readFile(path);
    await truncate(path, length - 1);
    expect(await RecordFile.read(path, 'mine')).toEqual([first]);
    expect(await RecordFile.read(path, 'other')).toBeNull();
    expect(await RecordFile.read(join(folder, 'none'), 'mine')).toBeNull();
    expect(await readFile(path)).toHaveLength(length - 1);
  });

  it('starts a new file for another computation', async () => {
    await written();
    expect(await reopened('other')).toEqual([]);
    expect(await reopened('other')).toEqual([]);
  });

  it('is named where the disk becomes full, and keeps the blocks before', async () => {
    await written();
    const { file } = await RecordFile.open(path, 'mine');
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const handle = await open(path);
    const write = vi.spyOn(Object.getPrototypeOf(handle), 'write').mockRejectedValueOnce(full);
    onTestFinished(() => write.mockRestore());
    await handle.close();
    await expect(file.add(first)).rejects.toThrow(`${path} cannot be written: the disk is full.`);
    await file.close();
    expect(await reopened()).toEqual([first, second]);
  });
});
