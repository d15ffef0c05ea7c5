import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealJson } from '@rs-sam/foundation/files';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PackageFixture, packageFixture } from '../../../test/package-fixture';
import { writeTfjsModel } from '../../../test/write-tfjs-model';
import { cutNetwork } from '../../backbones/cut-network';
import { backboneDefinitions } from '../../backbones/definitions';
import { importWeights } from './import-weights';
import { installedWeights } from './installed-weights';
import { listWeights } from './list-weights';
import { readBackboneWeights } from './read-backbone-weights';
import { verifyWeights } from './verify-weights';

let fixture: PackageFixture;
/** The user's folder of weights, empty for each test. */
let folder: string;

beforeAll(async () => {
  fixture = await packageFixture();
});
afterAll(() => rm(fixture.root, { recursive: true }));

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'weights-')), 'deep', 'weights');
});
afterEach(() => rm(join(folder, '..', '..'), { recursive: true }));

describe('importWeights', () => {
  it('takes a tfjs folder, finds out what it is, and lists, verifies and loads it', async () => {
    const installed = await importWeights(fixture.model, { folder });
    expect(installed).toMatchObject({ backbone: 'resnet-50', classifier: false, source: 'model' });
    expect(installed.id).toBe(`resnet-50-${installed.sha256.slice(0, 12)}`);
    expect((await listWeights(folder)).at(-1)).toMatchObject({ id: installed.id, installed });
    expect(await verifyWeights(undefined, folder)).toEqual([{ weights: installed, problem: undefined }]);
    const { arrays } = await readBackboneWeights('resnet-50', { folder });
    expect(arrays.get('conv1_conv/kernel')?.values[0]).toBeCloseTo(0.01);
    expect(await readdir(folder)).toEqual([installed.id]);
  });

  it('finds a change since then, and says what to do', async () => {
    const { id, folder: place } = await importWeights(fixture.tarball, { folder });
    const shard = join(place, 'model', 'shard2.bin');
    const bytes = await readFile(shard);
    bytes[12345] = 2;
    await writeFile(shard, bytes);
    const [verdict] = await verifyWeights(id, folder);
    expect(verdict?.problem?.message).toMatch(/is damaged or another file: its hash is [0-9a-f]{64}, expected/);
    await rm(shard);
    expect((await verifyWeights(id, folder))[0]?.problem?.message).toContain('shard2.bin does not exist');
    await expect(readBackboneWeights('resnet-50', { folder })).rejects.toThrow('shard2.bin does not exist');
  });

  it('refuses a damaged record by name, reads one of an earlier version, and ignores one of a later version', async () => {
    const { id, folder: place, files: _, ...record } = await importWeights(fixture.model, { folder });
    const path = join(place, 'weights.json');
    const bytes = await readFile(path);
    for (let byte = 0; byte < bytes.length; byte++) {
      const flipped = Buffer.from(bytes);
      flipped[byte] = (flipped[byte] as number) ^ (1 << (byte & 7));
      await writeFile(path, flipped);
      await expect(installedWeights(folder), `byte ${byte}`).rejects.toMatchObject({
        name: 'WeightFileError',
        message: expect.stringContaining(path),
      });
    }
    await writeFile(path, JSON.stringify({ ...record, id }));
    expect([...(await installedWeights(folder)).keys()]).toEqual([id]);
    await writeFile(path, sealJson('{"format":"rs-sam weights 2"}'));
    expect((await installedWeights(folder)).size).toBe(0);
  });

  it('covers each byte of the files, of the classifier too', async () => {
    const { id, folder: place } = await importWeights(fixture.model, { folder });
    await appendFile(join(place, 'model.json'), ' ');
    await expect(readBackboneWeights('resnet-50', { folder, from: id })).rejects.toMatchObject({
      name: 'WeightsDamagedError',
      message: expect.stringContaining(join(place, 'model.json')),
    });
  });

  it('leaves nothing behind of what is no backbone', async () => {
    const model = join(fixture.root, 'small');
    await writeTfjsModel(model, cutNetwork(backboneDefinitions['resnet-50'].network, 'conv2_block1_out'));
    await expect(importWeights(model, { folder })).rejects.toThrow('has the kernels of 5 convolutions');
    await expect(importWeights(join(fixture.root, 'nothing.h5'), { folder })).rejects.toThrow(
      'nothing.h5 does not exist',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('passes over and later removes what a killed process left', async () => {
    const left = join(folder, '.partial-killed');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'model.json'), '{}');
    expect((await installedWeights(folder)).size).toBe(0);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(left, yesterday, yesterday);
    await importWeights(fixture.model, { folder });
    expect(await readdir(folder)).not.toContain('.partial-killed');
  });
});

describe('readBackboneWeights', () => {
  it('reads a file by its path, and says what to do where there are none', async () => {
    const { arrays } = await readBackboneWeights('resnet-50', { folder, from: fixture.tarball });
    expect(arrays.size).toBe(318);
    await expect(readBackboneWeights('resnet-152', { folder })).rejects.toThrow(
      /no weights of resnet-152 in .*rs-sam weights pull resnet-152/,
    );
    await expect(verifyWeights('mine', folder)).rejects.toThrow('No weights have the name "mine"');
  });
});
