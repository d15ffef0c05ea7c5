import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process';
import { smallDataset } from './small-dataset';

let folder: string;
let small: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-dataset-'));
  small = join(folder, 'airports');
  await smallDataset(small, 12);
});
afterAll(() => rm(folder, { recursive: true }));

describe('rs-sam dataset', () => {
  it('inspects, as a table and as JSON', async () => {
    const { code, stdout } = await runInProcess(['dataset', 'inspect', small]);
    expect(code).toBe(0);
    expect(stdout).toContain('airports      12  5/image');
    const json = JSON.parse((await runInProcess(['dataset', 'inspect', small, '--no-sizes', '--json'])).stdout);
    expect(json).toMatchObject({ folder: small, format: 'karpathy', imageFiles: 12, stops: false });
    expect(json.statistics.splits).toEqual([
      ['train', 8],
      ['test', 4],
    ]);
  });

  it('splits by a seed: the same seed writes the same file', async () => {
    const out = join(folder, 'splits');
    const split = () => runInProcess(['dataset', 'split', small, '--seed', '7', '--train', '0.75', '--out', out]);
    const first = await split();
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/split-[0-9a-f]{12}\.json: train 9, test 3\n$/),
    });
    expect(await split()).toEqual(first);
    expect(await readdir(out)).toHaveLength(1);
    const { stdout } = await runInProcess([
      ...['dataset', 'split', small, '--train', '0.5', '--val', '0.25', '--out', join(folder, 'three'), '--json'],
    ]);
    expect(JSON.parse(stdout).sizes).toEqual({ train: 6, val: 3, test: 3 });
    expect(await runInProcess(['dataset', 'split', small, '--train', '0.5', '--folds', '3'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--folds cannot be combined with --train or --val'),
    });
    const folds = await runInProcess([
      'dataset',
      'split',
      small,
      '--folds',
      '3',
      '--out',
      join(folder, 'folds'),
      '--json',
    ]);
    expect(
      folds.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).sizes),
    ).toEqual(Array(3).fill({ train: 8, test: 4 }));
  });

  it('draws scenes that can be read again', async () => {
    const scenes = join(folder, 'scenes');
    const command = ['dataset', 'synthesise', scenes, '--images', '2', '--captions', '3'];
    const { stdout, stderr } = await runInProcess(command);
    expect(stderr).toMatch(/^draw 2\/2 images, /);
    expect(stdout).toBe(`${scenes}: 2 images with 3 captions each\n`);
    expect((await readdir(scenes)).sort()).toEqual(['checksums.json', 'dataset.json', 'images', 'scenes.jsonl']);
  });

  it('draws a contact sheet', async () => {
    const file = join(folder, 'sheet.png');
    const { stdout } = await runInProcess(['dataset', 'contact-sheet', file, '--boxes']);
    expect(stdout).toBe(`${file}: 12 scenes\n`);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'png', width: 1074 });
  });

  it('names the problem of a folder', async () => {
    const { code, stderr } = await runInProcess(['dataset', 'inspect', join(folder, 'nowhere')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^rs-sam: The folder .*nowhere does not exist\. Name the folder that contains the caption file\.\n$/,
    );
  });
});
