import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runAsProcess } from './run-as-process';
import { runInProcess } from './run-in-process';
import { smallDataset } from './small-dataset';

const OWN = `${fileURLToPath(new URL('./own-extractor.mjs', import.meta.url))}#createExtractor`;

let folder: string;
let scenes: string;
let whole: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-extract-'));
  scenes = join(folder, 'scenes');
  whole = join(folder, 'whole');
  await smallDataset(scenes, 24);
});
afterAll(() => rm(folder, { recursive: true }));

const extract = (...words: string[]) => runInProcess(['extract', scenes, '--extractor', OWN, ...words]);
const content = async (path: string) => {
  const names = (await readdir(path)).sort();
  return Promise.all(names.map(async (name) => `${name} ${await readFile(join(path, name), 'base64')}`));
};

describe('rs-sam extract', () => {
  it('writes a store, reports it in JSON, and finds it finished the next time', async () => {
    const first = await extract('--out', whole, '--json');
    expect(
      first.stderr
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
        .at(-1),
    ).toMatchObject({
      event: 'progress',
      done: 24,
      total: 24,
    });
    expect(JSON.parse(first.stdout)).toMatchObject({ out: whole, images: 24, before: 0, regions: 1, depth: 3 });
    expect(first.code).toBe(0);
    const again = await extract('--out', whole);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('24 images extracted before') });
  });

  it('in two shards, from a file of options, merged, is the same store', async () => {
    const config = join(folder, 'extract.yaml');
    await writeFile(config, `extractor: ${OWN}\nbatch: 8\n`);
    const shards = [1, 2].map((index) => join(folder, `shard ${index}`));
    for (const [at, shard] of shards.entries()) {
      const words = ['extract', scenes, '--config', config, '--shard', `${at + 1}/2`, '--out', shard];
      expect(await runInProcess(words)).toMatchObject({ code: 0 });
    }
    const merged = join(folder, 'merged');
    const { code, stdout } = await runInProcess(['extract', 'merge', ...shards, '--out', merged]);
    expect([code, stdout]).toEqual([0, `${merged}: 24 images of 2 shards\n`]);
    expect(await content(merged)).toEqual(await content(whole));
  });

  it('a shard without images is a store that merges', async () => {
    const shards = [1, 2].map((index) => join(folder, `half ${index}`));
    const made = [];
    for (const [at, out] of shards.entries())
      made.push(await extract('--batch', '24', '--shard', `${at + 1}/2`, '--out', out));
    expect(made.map(({ code }) => code)).toEqual([0, 0]);
    expect(made[0]?.stdout).toContain('half 1: 0 images');
    const merged = await runInProcess(['extract', 'merge', ...shards, '--out', join(folder, 'merged halves')]);
    expect(merged).toMatchObject({ code: 0, stdout: expect.stringContaining('24 images of 2 shards') });
  });

  it("exports to SCAN's layout and imports the same store", async () => {
    const scan = join(folder, 'scan');
    const words = ['extract', 'export', whole, '--dataset', scenes, '--out', scan];
    expect(await runInProcess(words)).toMatchObject({ code: 0 });
    expect((await readdir(scan)).sort()).toEqual([
      'checksums.json',
      'test_caps.txt',
      'test_ims.npy',
      'train_caps.txt',
      'train_ims.npy',
    ]);
    const back = join(folder, 'back');
    const { code, stdout } = await runInProcess(['extract', 'import', scan, '--out', back]);
    expect([code, stdout]).toEqual([0, `${back}: 24 images × 1 × 3 float32\n`]);
  });

  it('names a broken image and exits with 1; with --on-broken skip, reports it', async () => {
    const broken = join(folder, 'broken');
    await smallDataset(broken, 3);
    const [name = ''] = (await readdir(join(broken, 'images'))).sort();
    await writeFile(join(broken, 'images', name), 'no image');
    const words = ['extract', broken, '--images', '--extractor', OWN, '--out', join(folder, 'skipped')];
    expect(await runInProcess(words)).toMatchObject({ code: 1, stderr: expect.stringContaining(`images/${name}: `) });
    const skipped = await runInProcess([...words, '--on-broken', 'skip']);
    expect(skipped).toMatchObject({ code: 0, stderr: expect.stringContaining(`skipped: images/${name}`) });
    expect(skipped.stdout).toContain('2 images');
  });

  it('fails when it skipped every image', async () => {
    const broken = join(folder, 'all-broken');
    await smallDataset(broken, 1);
    await writeFile(join(broken, 'images', '00.png'), 'no image');
    const words = ['extract', broken, '--extractor', OWN, '--on-broken', 'skip', '--out', join(folder, 'nothing')];
    expect(await runInProcess(words)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('The only image could not be read'),
    });
  });

  it('exits with 130 at Ctrl-C, and resumes', { timeout: 120_000 }, async () => {
    const out = join(folder, 'stopped');
    const words = ['extract', scenes, '--extractor', OWN, '--batch', '1', '--out', out];
    const stopped = await runAsProcess(words, {
      environment: { RS_SAM_TEST_DELAY: '100' },
      interruptWhen: () => readFile(join(out, 'journal.jsonl'), 'utf8').then(Boolean, () => false),
    });
    expect(stopped).toMatchObject({ code: 130, stderr: expect.stringContaining('Interrupted. Finished work is kept') });
    const { stdout } = await runInProcess(words);
    expect(stdout).toMatch(/24 images .*, [1-9]\d? images? extracted before/);
  });

  it.each([
    [['--views', 'spin'], 2, '--views is "spin"'],
    [['--shard', '0/4'], 2, 'shards are numbered from 1'],
    [['--extractor', 'nothing'], 2, '--extractor names a module and a function'],
    [['--extractor', OWN, '--grid', '2'], 2, 'are for networks, not for --extractor'],
  ])('refuses %j', async (words, code, told) => {
    const { stderr, ...result } = await runInProcess(['extract', scenes, ...words]);
    expect(result.code).toBe(code);
    expect(stderr).toContain(told);
  });

  it('names the command that installs missing weights', async () => {
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
    const { code, stderr } = await runInProcess(['extract', scenes, '--out', join(folder, 'none')]);
    vi.unstubAllEnvs();
    expect(code).toBe(1);
    expect(stderr).toContain('Fetch them: rs-sam weights pull resnet-50');
    expect(stderr).not.toContain('    at ');
  });
});
