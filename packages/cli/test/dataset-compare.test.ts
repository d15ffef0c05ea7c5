import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset, readSplit, renderScene } from '@rs-sam/datasets/node';
import { applySplit } from '@rs-sam/datasets/splits';
import { syntheticDataset } from '@rs-sam/datasets/synthetic';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process';

/** A change of an image, and the kind that it is found as. */
const CHANGES: Readonly<Record<string, { readonly of: (image: Buffer) => Promise<Buffer>; readonly kind: string }>> = {
  same: { of: async (image) => image, kind: 'identical' },
  turned: { of: (image) => sharp(image).rotate(90).png().toBuffer(), kind: 'turned' },
  mirrored: { of: (image) => sharp(image).flop().jpeg({ quality: 75 }).toBuffer(), kind: 'turned' },
  encoded: { of: (image) => sharp(image).jpeg({ quality: 60 }).toBuffer(), kind: 'changed' },
  brighter: { of: (image) => sharp(image).linear(1.2, 10).jpeg().toBuffer(), kind: 'changed' },
  enlarged: { of: (image) => sharp(image).resize(384, 384).jpeg().toBuffer(), kind: 'changed' },
  cropped: { of: (image) => crop(image, 0.6), kind: 'part' },
  'cropped and enlarged': {
    of: async (image) =>
      sharp(await crop(image, 0.667))
        .resize(256, 256)
        .jpeg()
        .toBuffer(),
    kind: 'part',
  },
};

const crop = (image: Buffer, share: number): Promise<Buffer> => {
  const side = Math.round(256 * share);
  return sharp(image).extract({ left: 60, top: 30, width: side, height: side }).jpeg({ quality: 85 }).toBuffer();
};

/** Scenes without a copy beside those with one, in each data set. */
const OTHERS = 18;
const PER_CHANGE = 6;

interface Image {
  readonly file: string;
  readonly split: string;
  readonly content: Buffer;
}

async function writeDataset(folder: string, images: readonly Image[]): Promise<void> {
  await mkdir(join(folder, 'images'), { recursive: true });
  for (const { file, content } of images) await writeFile(join(folder, 'images', file), content);
  const entries = images.map(({ file, split }, i) => ({
    filename: file,
    imgid: i,
    split,
    sentences: [{ raw: `Scene ${i}.` }],
  }));
  await writeFile(join(folder, 'dataset.json'), JSON.stringify({ dataset: 'scenes', images: entries }));
}

const parts = ['train', 'val', 'test'];

let folder: string;
let first: string;
let second: string;
/** The file of the copy in the second data set of each copied file of the first, and its change. */
const copies = new Map<string, { readonly file: string; readonly change: string }>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-compare-'));
  [first, second] = [join(folder, 'first'), join(folder, 'second')];
  const copied = Object.keys(CHANGES).length * PER_CHANGE;
  const { scenes } = syntheticDataset({ images: copied + 2 * OTHERS, seed: 5 });
  const images: Image[] = [];
  for (const [i, scene] of scenes.entries())
    images.push({ file: `${i}.png`, split: parts[i % 3] as string, content: await renderScene(scene) });
  const others: Image[] = images.slice(copied + OTHERS);
  for (const [i, [change, { of }]] of Object.entries(CHANGES).entries()) {
    for (const [j, { file, content }] of images.slice(i * PER_CHANGE, (i + 1) * PER_CHANGE).entries()) {
      const copy = `copy-${file}`;
      copies.set(`images/${file}`, { file: `images/${copy}`, change });
      others.push({ file: copy, split: parts[(i + j) % 3] as string, content: await of(content) });
    }
  }
  await writeDataset(first, images.slice(0, copied + OTHERS));
  await writeDataset(second, others);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

interface Found {
  readonly kind: string;
  readonly score: number;
  readonly first: { readonly file: string; readonly part: string };
  readonly second: { readonly file: string; readonly part: string };
}

describe('rs-sam dataset compare', () => {
  it('finds planted copies, hardly another pair, and writes what was asked for', { timeout: 120_000 }, async () => {
    const [csv, page, splits] = ['pairs.csv', 'pairs.html', 'splits'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const files = ['--out', csv, '--page', page, '--exclude', splits];
    const { code, stdout, stderr } = await runInProcess(['dataset', 'compare', first, second, '--json', ...files]);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('rs-sam:')]);
    const { pairs, parts, exclude } = JSON.parse(stdout);
    const same: readonly Found[] = pairs.filter(({ kind }: Found) => kind !== 'coarse');
    const isCopy = (pair: Found) => copies.get(pair.first.file)?.file === pair.second.file;
    for (const [file, { change }] of copies) {
      const [found] = same.filter((pair) => pair.first.file === file && isCopy(pair));
      expect([file, change, found?.kind]).toEqual([file, change, CHANGES[change]?.kind]);
    }
    expect(same.filter((pair) => !isCopy(pair)).length).toBeLessThanOrEqual(0.05 * same.length);

    // Every pair is in the count of its two parts, which are three times three.
    expect(parts).toHaveLength(9);
    const counted = parts.flatMap(({ counts }: { readonly counts: object }) => Object.values(counts));
    expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(pairs.length);

    const lines = (await readFile(csv, 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(pairs.length + 1);
    expect(lines[1]).toMatch(
      /^identical,1\.0000,first,\w+,images\/\d+\.png,second,\w+,images\/copy-\d+\.png,identity,1\.000,/,
    );
    expect((await readFile(page, 'utf8')).match(/data:image\/jpeg/g)).toHaveLength(2 * 30);

    // What is the same as an image of val or test has left its part.
    const leaking = same.filter(({ second: { part } }) => part !== 'train').map((pair) => pair.first.file);
    expect([...exclude.excluded].sort()).toEqual([...new Set(leaking)].sort());
    const kept = applySplit((await readDataset(first)).dataset, await readSplit(exclude.file));
    expect(
      kept.images
        .filter(({ split }) => split === null)
        .map(({ file }) => file)
        .sort(),
    ).toEqual([...exclude.excluded].sort());

    await writeFile(csv, 'written by hand');
    const refused = await runInProcess(['dataset', 'compare', first, second, '--out', csv]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('pairs.csv exists') });
  });

  it('compares the images of one data set, names broken ones, and keeps the test images', {
    timeout: 60_000,
  }, async () => {
    const own = join(folder, 'own');
    const [image, other] = await Promise.all([0, 1].map((i) => readFile(join(first, 'images', `${i}.png`))));
    await writeDataset(own, [
      { file: 'a.png', split: 'test', content: image as Buffer },
      { file: 'b.png', split: 'train', content: await sharp(image).rotate(180).png().toBuffer() },
      { file: 'c.png', split: 'train', content: other as Buffer },
      { file: 'd.png', split: 'train', content: Buffer.from('no image') },
      { file: 'e.png', split: 'val', content: await sharp(other).webp({ quality: 70 }).toBuffer() },
    ]);
    const splits = join(folder, 'own-splits');
    const { code, stdout, stderr } = await runInProcess(['dataset', 'compare', own, '--exclude', splits, '--top', '1']);
    expect(code).toBe(0);
    expect(stderr).toContain('skipped: ');
    expect(stderr).toContain('d.png');
    expect(stdout).toMatch(/^turned +1\.00 +own test images\/a\.png +own train images\/b\.png +rotate180 /m);
    expect(stdout).toContain('and 1 pair more: --out writes all');
    expect(stdout).toContain('own train – own val: 1 changed\n');
    expect(stdout).toContain('own train – own test: 1 turned\n');
    expect(stdout).toContain('own val – own test: no pair\n');
    const [file] = await readdir(splits);
    expect((await readSplit(join(splits, file as string))).parts).toEqual({
      test: ['a.png'],
      train: ['d.png'],
      val: ['e.png'],
    });
  });

  it('stops at a signal, and refuses flags that do not fit the folders', async () => {
    const controller = new AbortController();
    const stopped = runInProcess(['dataset', 'compare', first, second], { signal: controller.signal });
    setTimeout(() => controller.abort(), 300);
    expect((await stopped).code).toBe(130);
    const wrong = await runInProcess(['dataset', 'compare', first, second, '--features', 'one']);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--features is given 1 time for 2 folders'),
    });
  });
});
