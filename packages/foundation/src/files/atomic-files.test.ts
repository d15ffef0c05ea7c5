import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoverFolder, writeFileAtomically, writeFolderAtomically, writePiecesAtomically } from './atomic-files';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rs-sam-atomic-'));
  folder = join(parent, 'last');
});
afterEach(() => rm(parent, { recursive: true }));

const content = () => readFile(join(folder, 'a'), 'utf8');

describe('writeFolderAtomically', () => {
  it('replaces every file and leaves nothing beside the folder', async () => {
    await writeFolderAtomically(folder, { a: 'old', gone: 'x' });
    await writeFolderAtomically(folder, { a: Buffer.from('new') });
    expect(await readdir(folder)).toEqual(['a']);
    expect(await content()).toBe('new');
    expect(await readdir(parent)).toEqual(['last']);
  });

  it('is made whole after a kill at any of its steps', async () => {
    await writeFolderAtomically(folder, { a: 'old' });
    // Killed while it wrote the new one.
    await cp(folder, `${folder}.new`, { recursive: true });
    await recoverFolder(folder);
    expect([await content(), await readdir(parent)]).toEqual(['old', ['last']]);

    // Killed between the two renames: the new one is complete.
    await writeFolderAtomically(join(parent, 'next'), { a: 'new' });
    await rename(folder, `${folder}.old`);
    await rename(join(parent, 'next'), `${folder}.new`);
    await recoverFolder(folder);
    expect([await content(), await readdir(parent)]).toEqual(['new', ['last']]);

    // Killed before the old one was removed.
    await cp(folder, `${folder}.old`, { recursive: true });
    await recoverFolder(folder);
    expect([await content(), await readdir(parent)]).toEqual(['new', ['last']]);

    // Killed in the first write of all.
    await rename(folder, `${folder}.new`);
    await recoverFolder(folder);
    expect(existsSync(folder)).toBe(false);
    expect(await readdir(parent)).toEqual([]);
  });
});

describe('writeFileAtomically', () => {
  it('replaces a file', async () => {
    const path = join(parent, 'file');
    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, 'two');
    expect([await readFile(path, 'utf8'), await readdir(parent)]).toEqual(['two', ['file']]);
  });
});

describe('writePiecesAtomically', () => {
  it('puts the whole file in place, or keeps the old one and throws what the writer threw', async () => {
    const path = join(parent, 'rows');
    await writePiecesAtomically(path, async (file) => {
      for (const piece of ['one ', 'two']) await file.write(piece);
    });
    const failing = writePiecesAtomically(path, async (file) => {
      await file.write('three');
      throw new Error('enough');
    });
    await expect(failing).rejects.toThrow('enough');
    expect(await readFile(path, 'utf8')).toBe('one two');
    expect(await readdir(parent)).toEqual(['rows']);
  });

  it('names the file, not the one beside it, where the disk becomes full', async () => {
    const path = join(parent, 'rows');
    const full = writePiecesAtomically(path, async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    await expect(full).rejects.toThrow(`${path} cannot be written: the disk is full.`);
    expect(await readdir(parent)).toEqual([]);
  });
});
