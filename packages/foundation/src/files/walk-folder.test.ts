import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { walkFolder } from './walk-folder';

/** A folder `data` with these files, and what is beside it in the same parent. */
async function folderWith(...files: readonly string[]): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'rs-sam-walk-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, 'data');
  await mkdir(folder);
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), file);
  }
  return folder;
}

it('lists plain files by the file system and not by their names, ordered folder by folder, hidden ones left out', async () => {
  const folder = await folderWith('a-b/c.png', 'a/z.png', 'scene.tif/tile.png', '.git/x.png', 'a/.y.png', 'b\\c.png');
  const { files, skipped, linked } = await walkFolder(folder);
  expect(files).toEqual(['a/z.png', 'a-b/c.png', 'b\\c.png', 'scene.tif/tile.png']);
  expect([skipped, linked.size]).toEqual([[], 0]);
});

it('enters each folder once: links to itself, to each other, to a folder beside', async () => {
  const folder = await folderWith('images/1.png', 'images/2.png', 'deep/er/3.png');
  await symlink('.', join(folder, 'again'));
  await symlink('images', join(folder, 'a-link-that-sorts-first'));
  await symlink('../../deep', join(folder, 'deep/er/up'));
  await symlink('1.png', join(folder, 'images/one.png'));
  const { files, skipped, linked } = await walkFolder(folder);
  expect(files).toEqual(['deep/er/3.png', 'images/1.png', 'images/2.png', 'images/one.png']);
  expect(skipped).toEqual([]);
  expect(Object.fromEntries(linked)).toEqual({ again: '', 'a-link-that-sorts-first': 'images', 'deep/er/up': 'deep' });
});

it('lists a hidden folder under the link that leads to it, and a folder that is itself named by a link', async () => {
  const folder = await folderWith('.store/1.png');
  await symlink('.store', join(folder, 'images'));
  await symlink('images', join(folder, 'more'));
  await symlink(folder, `${folder}-link`);
  const { files, linked } = await walkFolder(`${folder}-link`);
  expect(files).toEqual(['images/1.png']);
  expect([...linked]).toEqual([['more', 'images']]);
});

it('does not follow links out of the folder unless told to, and never into a circle', async () => {
  const folder = await folderWith('1.png');
  await mkdir(`${folder}-beside`);
  await writeFile(join(`${folder}-beside`, 'private.png'), 'private');
  await symlink('../data-beside', join(folder, 'beside'));
  await symlink('../data-beside/private.png', join(folder, 'private.png'));
  await symlink('..', join(folder, 'up'));
  const kind = 'a link that leads out of the folder';
  expect(await walkFolder(folder)).toMatchObject({
    files: ['1.png'],
    skipped: ['beside', 'private.png', 'up'].map((path) => ({ path, kind })),
  });
  const { files, linked } = await walkFolder(folder, { outsideLinks: 'follow' });
  expect(files).toEqual(['1.png', 'beside/private.png', 'private.png']);
  expect(Object.fromEntries(linked)).toEqual({ 'up/data': '', 'up/data-beside': 'beside' });
});

it.skipIf(process.platform === 'win32')(
  'names pipes, sockets, devices and dead links and opens none of them',
  async () => {
    const folder = await folderWith('1.png');
    execFileSync('mkfifo', [join(folder, 'pipe.png')]);
    await symlink('pipe.png', join(folder, 'to-pipe.png'));
    await symlink('gone.png', join(folder, 'dead.png'));
    await symlink('self.png', join(folder, 'self.png'));
    await symlink('/dev/zero', join(folder, 'zero.png'));
    const server = createServer().listen(join(folder, 'socket.png'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { files, skipped } = await walkFolder(folder, { outsideLinks: 'follow' });
    expect(files).toEqual(['1.png']);
    expect(skipped).toEqual([
      { path: 'dead.png', kind: 'a link that leads nowhere' },
      { path: 'pipe.png', kind: 'a named pipe' },
      { path: 'self.png', kind: 'a link that leads nowhere' },
      { path: 'socket.png', kind: 'a socket' },
      { path: 'to-pipe.png', kind: 'a named pipe' },
      { path: 'zero.png', kind: 'a device' },
    ]);
  },
);

it('names a folder that cannot be read', async () => {
  const folder = await folderWith('1.png');
  await expect(walkFolder(join(folder, 'none'))).rejects.toThrow(
    `${join(folder, 'none')} cannot be read: it does not exist`,
  );
  await expect(walkFolder(join(folder, '1.png'))).rejects.toMatchObject({
    name: 'FolderReadError',
    path: join(folder, '1.png'),
  });
});
