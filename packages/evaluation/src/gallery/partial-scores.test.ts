import { appendFile, mkdtemp, open, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PartialScores } from './partial-scores';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-partial-'));
  path = join(folder, 'scores.partial');
});
afterEach(() => rm(folder, { recursive: true }));

const [first, second] = [Float32Array.of(1, 2, 3), Float32Array.of(-1, 0.5)];

async function reopened(fingerprint = 'mine'): Promise<Float32Array[]> {
  const { file, blocks } = await PartialScores.open(path, fingerprint);
  await file.close();
  return blocks;
}

async function written(): Promise<void> {
  const { file } = await PartialScores.open(path, 'mine');
  await file.add(first);
  await file.add(second);
  await file.close();
}

describe('PartialScores', () => {
  it('returns the stored blocks and appends after them', async () => {
    await written();
    expect(await reopened()).toEqual([first, second]);
    const { file } = await PartialScores.open(path, 'mine');
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

  it('starts a new file for another evaluation', async () => {
    await written();
    expect(await reopened('other')).toEqual([]);
    expect(await reopened('other')).toEqual([]);
  });

  it('is named where the disk becomes full, and keeps the blocks before', async () => {
    await written();
    const { file } = await PartialScores.open(path, 'mine');
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
