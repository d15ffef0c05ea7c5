import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeImage } from '../../../../search/test/small-gallery';
import { NO_POSTGRES, POSTGRES, testDatabase } from '../../../../search/test/test-databases';
import { CAPTIONS, SIFT, writeCheckpoint, writeHead } from '../../../../search/test/write-checkpoint';
import { runInProcess } from '../../../test/run-in-process';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let checkpoint: string;
let gallery: string;
const [text] = CAPTIONS as [string];

beforeAll(async () => {
  await prepareBackend({ engine: 'wasm' });
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-gallery-'));
  [checkpoint, gallery] = [join(folder, 'run', 'best'), join(folder, 'gallery')];
  await mkdir(join(folder, 'tiles', 'north'), { recursive: true });
  for (const [seed, name] of ['a', 'b', 'c', 'north/d', 'north/e'].entries()) {
    await writeImage(join(folder, 'tiles', `${name}.tif`), seed);
  }
  await writeFile(join(folder, 'tiles', 'a.json'), '{"year":2018}');
  await writeFile(join(folder, 'tiles.csv'), 'file,class,cloud\nnorth/d.tif,field,0.5\na.tif,harbour,0.1\n');
  await writeCheckpoint(checkpoint, { features: SIFT });
  await writeHead(checkpoint);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const run = (...words: string[]) => runInProcess(words);
const index = (...words: string[]) =>
  run(
    'index',
    join(folder, 'tiles'),
    '--checkpoint',
    join(folder, 'run'),
    '--out',
    gallery,
    '--engine',
    'wasm',
    ...words,
  );
const search = (...words: string[]) => run('search', ...words, '--gallery', gallery, '--engine', 'wasm');
const json = (output: string) => JSON.parse(output.trimEnd());

describe('index and search', () => {
  it('makes a gallery, and says when it is up to date', async () => {
    const made = await index('--metadata', join(folder, 'tiles.csv'));
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('5 images (5 new), in ') });
    expect((await index('--metadata', join(folder, 'tiles.csv'))).stdout).toContain('5 images (up to date)');
    // Without a table the side files alone replace the metadata.
    expect(json((await index('--json')).stdout)).toMatchObject({ items: 5, added: 0, written: true });
    await index('--metadata', join(folder, 'tiles.csv'));
  });

  it('finds images by a text, with a filter', async () => {
    const all = await search(text, '--all');
    expect(all.stdout.trimEnd().split('\n')).toHaveLength(5);
    expect(all.stdout).toMatch(/^ {2}1\. -?\d\.\d{3} {2}-?\d\.\d σ {2}[a-e/north]+\.tif/);
    expect(all.stderr).toContain('Page 1 of 1: 5 results in 5 images.');
    const [north, both] = [
      await search(text, '--all', '--filter', 'file=north/*', '--json'),
      await search(text, '--all', '--filter', 'year=2018', '--filter', 'class=harbour', '--json'),
    ];
    expect(json(north.stdout)).toMatchObject({ text, total: 2, matching: 2 });
    expect(json(north.stdout).found[0].boxes).toBeInstanceOf(Array);
    expect(json(both.stdout).found).toMatchObject([
      { file: 'a.tif', metadata: { year: 2018, class: 'harbour', cloud: 0.1 } },
    ]);
    const second = await search(text, '--all', '--top', '2', '--page', '2', '--json');
    expect(json(second.stdout).found.map(({ rank }: { rank: number }) => rank)).toEqual([3, 4]);
  });

  it('says that nothing fits, and which words it does not know', async () => {
    const nothing = await search('an avocado armchair near the river', '--filter', 'cloud>0.9');
    expect(nothing).toMatchObject({ code: 0, stdout: 'No image has what --filter asks for.\n' });
    expect(nothing.stderr).toContain(
      'Words that are not in the training captions: an (<unk>), avocado (<unk>), armchair (<unk>).',
    );
    expect(await search(text, '--all', '--page', '9')).toMatchObject({ code: 0, stdout: 'Page 9 has no results.\n' });
    expect(await search('avocado armchair')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no word that the model'),
    });
  });

  it('builds a usearch index, by which the same is found', async () => {
    const before = (await search(text, '--all')).stdout;
    const built = await run('index', 'usearch', gallery);
    expect(built).toMatchObject({ code: 0, stdout: expect.stringContaining('100.0 % by product') });
    expect((await search(text, '--all')).stdout).toBe(before);
  });

  it('leaves out, finds by an image, and writes a page', async () => {
    const without = json((await search(text, '--not', 'many boats', '--all', '--json')).stdout);
    expect(without.found).toHaveLength(5);
    const found = json((await search('--image', join(folder, 'tiles', 'c.tif'), '--json')).stdout);
    expect(found.found[0]).toMatchObject({ file: 'c.tif', confidence: null });
    const page = join(folder, 'found.html');
    expect((await search(text, '--all', '--html', page)).stderr).toContain(`Page: ${page}. Open file:///`);
    const html = await readFile(page, 'utf8');
    expect(html).toContain('data:image/jpeg;base64,');
    expect(html.match(/Attention of “river”/g)?.length).toBeGreaterThan(0);
  });

  it('keeps the captions of a data set, of which an image finds those that describe it', async () => {
    const [data, out] = [join(folder, 'captioned'), join(folder, 'captioned-gallery')];
    await mkdir(join(data, 'images'), { recursive: true });
    for (const [seed, name] of ['a', 'b'].entries()) await writeImage(join(data, 'images', `${name}.tif`), seed);
    const images = ['a', 'b'].map((name, at) => ({
      ...{ filename: `${name}.tif`, filepath: 'images', split: 'test' },
      sentences: [{ raw: CAPTIONS[at] }, { raw: CAPTIONS[2] }],
    }));
    await writeFile(join(data, 'dataset.json'), JSON.stringify({ images }));
    const common = ['--checkpoint', checkpoint, '--out', out, '--engine', 'wasm'];
    expect(await run('index', data, '--captions', data, ...common)).toMatchObject({ code: 0 });
    const query = ['search', '--image', join(data, 'images', 'a.tif'), '--gallery', out, '--engine', 'wasm'];
    const found = json((await run(...query, '--json')).stdout);
    expect(found.captions.map(({ caption }: { caption: string }) => caption).sort()).toEqual(
      CAPTIONS.slice(0, 3).sort(),
    );
    const page = join(folder, 'described.html');
    expect((await run(...query, '--html', page)).stdout).toContain('Captions that describe the image best:\n');
    expect(await readFile(page, 'utf8')).toContain(`<p>${text}</p>`);
    const other = await run('index', join(folder, 'tiles'), '--captions', data, ...common);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('is one of the data set') });
  });

  it('shards merge', async () => {
    const shards = ['1', '2'].map((one) => join(folder, `gallery-${one}`));
    for (const [at, out] of shards.entries()) {
      const words = ['--out', out, '--shard', `${at + 1}/2`, '--batch', '2', '--engine', 'wasm'];
      await run('index', join(folder, 'tiles'), '--checkpoint', checkpoint, ...words);
    }
    const merged = await run('index', 'merge', ...shards, '--out', join(folder, 'merged'));
    expect(merged).toMatchObject({ code: 0, stdout: expect.stringContaining('5 images of 2 galleries') });
  });

  it('a shard without images is a gallery that merges', async () => {
    const shards = ['1', '2'].map((one) => join(folder, `shard-${one}`));
    const made = [];
    for (const [at, out] of shards.entries()) {
      const words = ['--out', out, '--shard', `${at + 1}/2`, '--batch', '8', '--engine', 'wasm'];
      made.push(await run('index', join(folder, 'tiles'), '--checkpoint', checkpoint, ...words));
    }
    expect(made.map(({ code }) => code)).toEqual([0, 0]);
    expect(made[0]?.stdout).toContain('shard-1: 0 images');
    const found = await run('search', text, '--gallery', shards[0] as string, '--engine', 'wasm');
    expect(found).toMatchObject({ code: 0, stdout: 'The gallery has no images.\n' });
    const merged = await run('index', 'merge', ...shards, '--out', join(folder, 'merged-shards'));
    expect(merged).toMatchObject({ code: 0, stdout: expect.stringContaining('5 images of 2 galleries') });
  });

  it('makes and searches a gallery in Postgres', async ({ skip }) => {
    if (POSTGRES === '') skip(NO_POSTGRES);
    const { address } = testDatabase('Postgres');
    const tiles = [join(folder, 'tiles'), '--checkpoint', checkpoint, '--engine', 'wasm'];
    await run('index', ...tiles, '--out', join(folder, 'plain'));
    const made = await run('index', ...tiles, '--out', address);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('5 images (5 new), in ') });
    expect((await run('index', ...tiles, '--out', address)).stdout).toContain('5 images (up to date)');
    const found = (place: string) => run('search', text, '--all', '--gallery', place, '--engine', 'wasm');
    const [ours, theirs] = [await found(address), await found(join(folder, 'plain'))];
    expect(ours).toMatchObject({ code: 0, stdout: theirs.stdout });
    const merged = await run('index', 'merge', join(folder, 'plain'), '--out', address);
    expect(merged).toMatchObject({ code: 1, stderr: expect.stringContaining('already a gallery') });
    const refused = await run('index', 'usearch', address);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('graphs of its own') });
    const { password } = new URL(address);
    for (const { stdout, stderr } of [made, ours, merged, refused]) {
      if (password !== '') expect(stdout + stderr).not.toContain(password);
    }
  });

  it('does not print the password of a database', async () => {
    const address = 'postgres://ann:hunter2@127.0.0.1:9/images';
    const place = ['--gallery', address, '--engine', 'wasm'];
    for (const words of [
      ['search', text, ...place],
      ['search', text, ...place, '--debug'],
      ['index', join(folder, 'tiles'), '--checkpoint', checkpoint, '--out', address, '--engine', 'wasm'],
      ['index', 'merge', gallery, '--out', address],
      ['index', 'merge', address, '--out', join(folder, 'never')],
    ]) {
      const { code, stdout, stderr } = await run(...words);
      expect({ words, code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('postgres://ann@127.0.0.1'),
      });
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });

  it('offers to rebuild for another model', async () => {
    await writeCheckpoint(join(folder, 'other'), { features: SIFT, seed: 2 });
    const other = [
      'index',
      join(folder, 'tiles'),
      '--checkpoint',
      join(folder, 'other'),
      '--out',
      gallery,
      '--engine',
      'wasm',
    ];
    expect(await run(...other)).toMatchObject({ code: 1, stderr: expect.stringContaining('rs-sam index --rebuild') });
    expect(await run(...other, '--rebuild')).toMatchObject({ code: 0, stdout: expect.stringContaining('5 images') });
  });

  it.each([
    [['index', '@tiles', '--out', '@x'], '--checkpoint is missing'],
    [['index', '@none', '--out', '@x', '--checkpoint', '@run'], 'does not exist'],
    [
      ['index', '@tiles', '--root', '@tiles/north', '--out', '@x', '--checkpoint', '@run'],
      'is not in the folder of --root',
    ],
    [['search', 'a field', '--gallery', '@gallery', '--dataset', '@x'], '--dataset has no effect with --gallery'],
    [['search', 'a field', '--not', 'boats', '--checkpoint', '@run'], '--not has no effect without --gallery'],
    [['search', '--image', '@tiles/a.tif', '--not', 'x', '--gallery', '@gallery'], '--not has no effect with --image'],
    [['search', 'a field', '--gallery', '@gallery', '--filter', 'cloud'], '"cloud" is not a filter'],
    [['search', 'a field', '--gallery', '@gallery', '--part', 'train'], '--part has no effect with --gallery'],
    [['search', 'a field', '--gallery', '@gallery', '--follow-links'], '--follow-links has no effect with --gallery'],
    [['search', 'a field', '--gallery', '@gallery', '--weights', 'x'], '--weights has no effect without --image'],
    [
      ['search', '--image', '@tiles/a.tif', '--gallery', '@gallery', '--pretrained-words', 'none'],
      '--pretrained-words has no effect with --image',
    ],
    [['search', 'a field'], 'or a gallery with --gallery'],
    [['shortlist', 'pretrained:ucm-t2i'], 'has a shortlist head'],
    [
      ['serve', '@gallery', '--host', '0.0.0.0'],
      'have to send a token. Name a file that has it (--token), or set RS_SAM_TOKEN.',
    ],
    [['serve', '@gallery', '--token', '@none'], 'The file of --token does not exist'],
    [['serve', '@gallery', '--token', '@tiles.csv'], 'at least 16 characters of ASCII without spaces'],
    [['serve', '@gallery', '--queue', '0'], 'Give a whole number of at least 1'],
  ])('%o is wrong use', async (words, message) => {
    const { code, stderr } = await run(...words.map((word) => word.replace(/^@/, `${folder}/`)));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });
});
