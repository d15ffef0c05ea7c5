import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileWriteError, nameWrites } from './file-write-error';
import { writeFully } from './write-fully';

const failure = (code: string) => Object.assign(new Error(`${code}: write`), { code });

describe('nameWrites', () => {
  it.each([
    ['ENOSPC', 'the disk is full. Free some space and rerun'],
    ['EDQUOT', 'the disk quota is used up. Free some space and rerun'],
    ['EFBIG', 'the file is larger than this process or file system allows. Raise the limit and rerun'],
    ['EROFS', 'the file system is read-only. Choose another folder'],
  ])('names the file in %s', async (code, told) => {
    const cause = failure(code);
    const error = await nameWrites('runs/mine/metrics.jsonl', Promise.reject(cause)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FileWriteError);
    expect(error).toMatchObject({ file: 'runs/mine/metrics.jsonl', code: 'RS_SAM_FILE_WRITE', cause });
    expect((error as Error).message).toContain(`runs/mine/metrics.jsonl cannot be written: ${told}.`);
  });

  it('passes on what is written, and every other error as it is', async () => {
    expect(await nameWrites('a', Promise.resolve(3))).toBe(3);
    for (const other of [failure('ENOENT'), new Error('the loss is NaN'), undefined, null])
      await expect(nameWrites('a', Promise.reject(other))).rejects.toBe(other);
  });

  it('names the file of a handle whose disk is full', async ({ skip }) => {
    skip(!existsSync('/dev/full'), '/dev/full');
    const file = await open('/dev/full', 'w');
    onTestFinished(() => file.close());
    const writing = writeFully(file, Buffer.from('one line\n'), 0);
    await expect(nameWrites('store/features.npy', writing)).rejects.toThrow(
      'store/features.npy cannot be written: the disk is full.',
    );
  });
});
