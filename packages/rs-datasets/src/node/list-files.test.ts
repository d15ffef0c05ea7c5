import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectFolder, readDataset } from './read-dataset';
import { listImages, readFolder } from './read-folder';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  folder = join(root, 'data');
  await mkdir(join(folder, 'images'), { recursive: true });
  await mkdir(join(root, 'outside'));
  await writeFile(join(root, 'outside', 'private.png'), 'x');
  await writeFile(join(folder, 'images', 'a.png'), 'x');
});
afterEach(() => rm(root, { recursive: true }));

const captions = (...names: string[]) =>
  writeFile(
    join(folder, 'dataset.json'),
    JSON.stringify({ images: names.map((filename) => ({ filename, sentences: [`about ${filename}`] })) }),
  );
const inspect = async (options = {}) => {
  const { findings, dataset, imageFiles } = await inspectFolder(folder, { readSizes: false, ...options });
  const found = findings.map(({ kind, count, examples }) => [kind, count, examples[0]?.detail]);
  return { findings: found, files: dataset.images.map(({ file }) => file), imageFiles };
};
const images = async (options = {}) => (await listImages(folder, options)).join(' ');

describe('what a path is', () => {
  it('is not decided by its name', async () => {
    await mkdir(join(folder, 'scene.tif'));
    await mkdir(join(folder, 'captions.csv'));
    await writeFile(join(folder, 'scene.tif', 'tile.png'), 'x');
    await writeFile(join(folder, 'captions.csv', 'b.png'), 'x');
    await captions('a.png', 'tile.png', 'captions.csv/b.png');
    expect(await images()).toBe('captions.csv/b.png images/a.png scene.tif/tile.png');
    expect(await inspect()).toEqual({
      findings: [],
      files: ['images/a.png', 'scene.tif/tile.png', 'captions.csv/b.png'],
      imageFiles: 3,
    });
  });
  it('a folder that the caption file names as an image has none', async () => {
    await mkdir(join(folder, 'b.png'));
    await captions('a.png', 'b.png');
    expect((await inspect()).findings).toEqual([['captionsWithoutImage', 1, 'b.png']]);
  });
});

describe('pipes, sockets and broken links', () => {
  it.skipIf(process.platform === 'win32')('are skipped by name and never opened', async () => {
    execFileSync('mkfifo', [join(folder, 'notes.txt'), join(folder, 'images', 'pipe.png'), join(folder, 'x_ims.npy')]);
    await symlink(join(folder, 'nothing'), join(folder, 'broken.csv'));
    const server = createServer().listen(join(folder, 'socket'));
    await captions('a.png');
    expect(await images()).toBe('images/a.png');
    expect((await inspect()).findings).toEqual([['skippedFile', 5, 'broken.csv: a broken link']]);
    const reasons = (await readFolder(folder)).flatMap(({ path, skipped }) => (skipped ? [`${path}: ${skipped}`] : []));
    expect(reasons).toEqual([
      'broken.csv: a broken link',
      'images/pipe.png: a named pipe',
      'notes.txt: a named pipe',
      'socket: a socket',
      'x_ims.npy: a named pipe',
    ]);
    server.close();
    await captions('a.png', 'pipe.png');
    await expect(readDataset(folder)).rejects.toThrow(
      'dataset.json at images[1]: The image "pipe.png" is not read: images/pipe.png is a named pipe.',
    );
  });
});

describe('links', () => {
  it('to a folder that is listed already count its images once', async () => {
    await symlink('.', join(folder, 'again'));
    await symlink(folder, join(folder, 'images', 'circle'));
    await symlink('images', join(folder, 'a-first'));
    await captions('images/a.png');
    expect(await images()).toBe('images/a.png');
    expect(await inspect()).toEqual({ findings: [], files: ['images/a.png'], imageFiles: 1 });
  });
  it('in the folder are followed', async () => {
    await symlink('a.png', join(folder, 'images', 'b.png'));
    expect(await images()).toBe('images/a.png images/b.png');
  });
  it('two to one folder outside are followed once, where that is asked for', async () => {
    await symlink(join(root, 'outside'), join(folder, 'one'));
    await symlink(join(root, 'outside'), join(folder, 'two'));
    expect(await images({ followLinks: true })).toBe('images/a.png one/private.png');
    expect(await images()).toBe('images/a.png');
  });
  it.each([
    ['a file', 'outside/private.png', 'link.png', 'link.png'],
    ['a folder', 'outside', 'link', 'link/private.png'],
    ['a folder, and its name', 'outside', 'images/link', 'link/private.png'],
    ['a folder, in other case', 'outside', 'Link', 'link/private.png'],
  ])('out of the folder are not read: %s', async (_, target, link, name) => {
    await symlink(join(root, target), join(folder, link));
    await captions('a.png');
    expect((await inspect()).findings).toEqual([['skippedFile', 1, `${link}: a link out of the folder`]]);
    await captions('a.png', name);
    await expect(readDataset(folder)).rejects.toThrow(
      `dataset.json at images[1]: The image ${JSON.stringify(name)} is not read`,
    );
    const followed = await inspect({ followLinks: true });
    expect([followed.imageFiles, followed.findings]).toEqual([2, []]);
  });
  it('the folder itself may be one', async () => {
    await captions('a.png');
    await symlink(folder, join(root, 'link'));
    expect(await listImages(join(root, 'link'))).toEqual(['images/a.png']);
  });
});

describe('texts', () => {
  it('of UTF-16 longer than the beginning that is read of other binary files are read whole', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `${at}.png,a pond`);
    const content = Buffer.from(`\ufefffilename,caption\n${rows.join('\n')}\n`, 'utf16le');
    await writeFile(join(folder, 'captions.csv'), content);
    await rm(join(folder, 'images', 'a.png'));
    expect((await readDataset(folder)).dataset.images).toHaveLength(60_000);
    await writeFile(join(folder, 'captions.csv'), content.subarray(2));
    expect((await readDataset(folder, { encoding: 'utf-16le' })).dataset.images).toHaveLength(60_000);
  });
});
