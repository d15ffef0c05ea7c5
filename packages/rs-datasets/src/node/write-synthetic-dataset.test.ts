import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ExistingFilesError } from './existing-files-error';
import { inspectFolder } from './read-dataset';
import { writeSyntheticDataset } from './write-synthetic-dataset';

it('writes a data set that is read back whole and without findings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  const { dataset } = await writeSyntheticDataset(folder, { images: 4, seed: 1, classes: ['airport', 'parking lot'] });
  const inspection = await inspectFolder(folder);
  expect(inspection.findings).toEqual([]);
  expect(inspection.dataset.images.map(({ captions }) => captions)).toEqual(dataset.images.map((i) => i.captions));
  expect([...inspection.statistics.sizes]).toEqual([['256×256', 4]]);
  const [first] = (await readFile(join(folder, 'scenes.jsonl'), 'utf8')).split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({ id: 'airport_001.png', size: 256 });
  await rm(folder, { recursive: true });
});

it('stops after the scenes that are being drawn, and the same call goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stop = new AbortController();
  const options = { images: 9, seed: 1 };
  const stopped = writeSyntheticDataset(folder, { ...options, signal: stop.signal });
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  expect(await readdir(folder)).not.toContain('dataset.json');
  await writeSyntheticDataset(folder, options);
  expect(await readdir(join(folder, 'images'))).toHaveLength(9);
});

it('reports how many images are drawn, and draws none a second time', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const draw = async () => {
    const seen: number[][] = [];
    await writeSyntheticDataset(folder, {
      ...{ images: 9, seed: 1 },
      onProgress: ({ done, total }) => void seen.push([done, total]),
    });
    return seen;
  };
  expect(await draw()).toEqual([0, 8, 9].map((done) => [done, 9]));
  const [first = '', ...others] = (await readdir(join(folder, 'images'))).sort();
  const written = async () =>
    Promise.all(others.map(async (name) => (await stat(join(folder, 'images', name))).mtimeMs));
  const before = await written();
  await rm(join(folder, 'images', first));
  expect((await draw()).slice(-10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8, 9].map((done) => [done, 9]));
  expect(await written()).toEqual(before);
  const wrong = { images: 1, seed: 1, onProgress: 'bar' as never };
  await expect(writeSyntheticDataset(folder, wrong)).rejects.toThrow('a function');
});

it.each(['dataset.json', 'scenes.jsonl', 'checksums.json'])('tells where %s was altered since', async (name) => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeSyntheticDataset(folder, { images: 1, seed: 1 });
  const bytes = await readFile(join(folder, name));
  const letter = bytes.lastIndexOf('a');
  bytes[letter] = (bytes[letter] as number) ^ 2;
  await writeFile(join(folder, name), bytes);
  await expectAltered(folder, name);
  // A NUL makes a text a binary file. Captions that are one are not recognised, which is an error.
  if (name !== 'scenes.jsonl') return;
  bytes[letter] = 0;
  await writeFile(join(folder, name), bytes);
  await expectAltered(folder, name);
});

async function expectAltered(folder: string, name: string): Promise<void> {
  const { findings } = await inspectFolder(folder, { readSizes: false });
  const altered = findings.filter(({ kind }) => kind === 'alteredFile');
  expect(altered.map(({ examples }) => examples.map(({ detail }) => detail))).toEqual([[name]]);
}

describe('a folder that has files already', () => {
  const options = { images: 2, seed: 1 };
  const changed = { images: 1, seed: 2 };
  const withFolder = async (use: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
    await use(folder);
    await rm(folder, { recursive: true });
  };
  const everything = async (folder: string) =>
    Promise.all(
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }) => [name, await readFile(join(parentPath, name), 'latin1')]),
    );

  it.each(['dataset.json', 'scenes.jsonl', 'captions.csv', 'images/airport_001.png', 'images/mine.png', 'images'])(
    'is left as it is where %s is not ours',
    (name) =>
      withFolder(async (folder) => {
        if (name.startsWith('images/')) await mkdir(join(folder, 'images'));
        await writeFile(join(folder, name), 'written by hand');
        const before = await everything(folder);
        await expect(writeSyntheticDataset(folder, options)).rejects.toThrow(ExistingFilesError);
        await expect(writeSyntheticDataset(folder, options)).rejects.toThrow(name);
        expect(await everything(folder)).toEqual(before);
      }),
  );
  it('is replaced where that is asked for', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'dataset.json'), 'written by hand');
      await writeSyntheticDataset(folder, { ...options, force: true });
      expect((await inspectFolder(folder)).statistics.images).toBe(2);
    }));
  it('is written again by the same call, also where a part is missing, and not by another', () =>
    withFolder(async (folder) => {
      await writeSyntheticDataset(folder, options);
      const before = await everything(folder);
      await rm(join(folder, 'dataset.json'));
      const [image = ''] = await readdir(join(folder, 'images'));
      await rm(join(folder, 'images', image));
      await writeFile(join(folder, 'images', `${image}.new`), 'killed');
      await writeFile(join(folder, '.DS_Store'), '');
      await writeSyntheticDataset(folder, options);
      await rm(join(folder, '.DS_Store'));
      expect((await everything(folder)).sort()).toEqual(before.sort());
      await expect(writeSyntheticDataset(folder, changed)).rejects.toThrow(ExistingFilesError);
    }));
});
