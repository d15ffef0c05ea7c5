import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process';
import { smallDataset } from './small-dataset';

let root: string;
let images: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rs-sam-inputs-'));
  images = join(root, 'small');
  await smallDataset(images, 3);
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'data-'));
});

const inspect = async (...flags: string[]) => {
  const { code, stdout, stderr } = await runInProcess(['dataset', 'inspect', folder, '--no-sizes', '--json', ...flags]);
  return { code, stderr, ...(code === 0 && { json: JSON.parse(stdout) }) };
};
const kinds = async (...flags: string[]) =>
  ((await inspect(...flags)).json.findings as { kind: string; count: number }[]).map(({ kind, count }) => [
    kind,
    count,
  ]);

it('inspect names images of 16 bits whose values use few of 256 levels, and images that extract will refuse', async () => {
  const values = Uint16Array.from({ length: 16 * 16 * 3 }, (_, at) => 8 * at);
  const raw = { width: 16, height: 16, channels: 3 } as const;
  await sharp(values, { raw }).toColourspace('rgb16').png().toFile(join(folder, 'dark.png'));
  await sharp({ create: { ...raw, background: '#123' } })
    .jpeg()
    .toFile(join(folder, 'bright.jpg'));
  await writeFile(join(folder, 'a.csv'), 'filename,caption\ndark.png,a pond\nbright.jpg,a road\n');
  const { stdout } = await runInProcess(['dataset', 'inspect', folder]);
  expect(stdout).toMatch(
    /fewLevels .* 1 .*extract --stretch 2,98 or --range.* dark.png: its values use 24 of 256 levels/,
  );
  expect(await runInProcess(['dataset', 'inspect', folder, '--no-sizes'])).toMatchObject({
    stdout: expect.stringContaining('not opened: sizes and values not checked'),
  });
  const out = join(root, 'dark');
  const extracted = await runInProcess(['extract', folder, '--backbone', 'sift', '--out', out]);
  expect(extracted.stderr).toContain('dark.png: its values use 24 of 256 levels. Map their range');
  expect(extracted.stderr).toContain('--stretch 2,98');
});

describe('flags of reading', () => {
  it('--only, --format and --policy decide what cannot be decided', async () => {
    await writeFile(join(folder, 'a.csv'), 'filename,caption\n1.png,a pond\n');
    await writeFile(join(folder, 'b.csv'), 'filename,caption\n1.png,a road\n1.png,"[a, b]"\n');
    const { code, stderr } = await inspect();
    expect([code, stderr]).toEqual([1, expect.stringContaining('--only')]);
    expect(await kinds('--only', 'a.csv')).toEqual([]);
    expect((await inspect('--only', 'b.csv')).json).toMatchObject({ stops: true });
    expect((await inspect('--only', 'b.csv', '--policy', 'printedList=drop')).json).toMatchObject({ stops: false });
    expect(await inspect('--policy', 'printedList')).toMatchObject({ code: 2 });
    expect(await inspect('--policy', 'printedLists=drop')).toMatchObject({ code: 2 });
    expect(await inspect('--encoding', 'utf-9')).toMatchObject({ code: 2 });
  });

  it('--captions-as-written keeps what is counted', async () => {
    await writeFile(join(folder, 'a.csv'), 'filename,caption\n1.png,a &amp; b\n');
    expect(await kinds()).toEqual([['markup', 1]]);
    const words = async (...flags: string[]) => (await inspect(...flags)).json.statistics.words;
    expect([await words(), await words('--captions-as-written')]).toEqual([2, 3]);
  });

  it('--follow-links is needed for links out of the folder, in every command', async () => {
    await cp(join(images, 'dataset.json'), join(folder, 'dataset.json'));
    await symlink(join(images, 'images'), join(folder, 'images'));
    expect(await kinds()).toEqual([['skippedFile', 1]]);
    const out = join(root, 'features');
    const extract = ['extract', folder, '--backbone', 'sift', '--out', out];
    expect(await runInProcess(extract)).toMatchObject({ code: 1, stderr: expect.stringContaining('no images') });
    expect(await kinds('--follow-links')).toEqual([]);
    expect(await runInProcess([...extract, '--follow-links'])).toMatchObject({ code: 0 });
  });

  it('tells which images are in no part that is used', async () => {
    const content = '1.png,train,a\n2.png,trian,b\n3.png,test,c\n';
    await writeFile(join(folder, 'a.csv'), `filename,split,caption\n${content}`);
    const { code, stderr } = await runInProcess(['dataset', 'split', folder, '--out', join(root, 'told')]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('(unknownSplit), first 2.png: trian')]);
  });
});

describe('extract --images', () => {
  it.skipIf(process.platform === 'win32')('takes each image once and opens no pipe', async () => {
    await cp(images, folder, { recursive: true });
    await symlink('.', join(folder, 'again'));
    await mkdir(join(folder, 'folder.png'));
    execFileSync('mkfifo', [join(folder, 'pipe.png')]);
    const out = join(root, 'once');
    const extract = ['extract', folder, '--images', '--backbone', 'sift', '--out', out, '--json'];
    const { stdout } = await runInProcess(extract);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ images: 3 });
  });
});

describe('files that a command did not make', () => {
  it('are replaced with --force only', { timeout: 120_000 }, async () => {
    const write = (name: string) => writeFile(join(folder, name), 'written by hand');
    const kept = async (name: string) => (await readFile(join(folder, name), 'utf8')) === 'written by hand';
    await write('dataset.json');
    await write('sheet.png');
    const synthesise = ['dataset', 'synthesise', folder, '--images', '1'];
    const refused = await runInProcess(synthesise);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('dataset.json')]);
    const sheet = ['dataset', 'contact-sheet', join(folder, 'sheet.png')];
    expect(await runInProcess(sheet)).toMatchObject({ code: 1, stderr: expect.stringContaining('sheet.png') });
    const split = ['dataset', 'split', images, '--out', folder, '--json'];
    const file = JSON.parse((await runInProcess(split)).stdout).file as string;
    await writeFile(file, 'written by hand');
    expect(await runInProcess(split)).toMatchObject({ code: 1, stderr: expect.stringContaining(file) });
    expect([await kept('dataset.json'), await kept('sheet.png')]).toEqual([true, true]);
    for (const command of [synthesise, sheet, split])
      expect(await runInProcess([...command, '--force'])).toMatchObject({ code: 0 });
    expect([await kept('dataset.json'), await kept('sheet.png')]).toEqual([false, false]);
  });
});
