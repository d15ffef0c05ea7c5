import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from './run-in-process';
import { type TinyProject, tinyProject } from './tiny-project';

const MINE = 'written by hand\n';
const SMALL = ['--epochs', '1', '--batch-size', '8', '--option', 'projection=4', '--option', 'embeddingDim=4'];

/** A command that writes into the folder `out`, and the file that somebody else has there. */
type Case = readonly [what: string, file: string, words: (project: TinyProject, out: string) => readonly string[]];

const train: Case[2] = ({ data }, out) => ['train', out, ...data, ...SMALL];
const classify: Case[2] = ({ dataset, features }, out) => ['classify', dataset, '--features', features, '--out', out];
const codebook: Case[2] = ({ dataset }, out) => ['codebook', dataset, '--words', '2', '--out', join(out, 'words.json')];

const cases: readonly Case[] = [
  ['train', 'configuration.json', train],
  ['train', 'metrics.jsonl', train],
  ['train', 'best/notes.txt', train],
  ['train', 'last', train],
  ['classify', 'result.json', classify],
  ['classify', 'accuracy.svg', classify],
  ['classify', 'confusion.svg', classify],
  ['codebook', 'words.json', codebook],
];

it.each(cases)(
  '%s leaves %s that it did not make, and --force overwrites it',
  { timeout: 120_000 },
  async (what, file, words) => {
    const project = await tinyProject();
    const out = join(project.folder, 'out');
    await mkdir(dirname(join(out, file)), { recursive: true });
    await writeFile(join(out, file), MINE);
    const before = await readdir(out, { recursive: true });
    const refused = await runInProcess(words(project, out));
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(
      `${join(out, file.split('/')[0] as string)} exists, and this command did not make it`,
    );
    expect(refused.stderr).toContain('--force');
    expect(await readFile(join(out, file), 'utf8')).toBe(MINE);
    expect(await readdir(out, { recursive: true })).toEqual(before);
    // The grey pixels of the project have no SIFT descriptors to cluster.
    if (what === 'codebook') return;
    if (file === 'last') return;
    expect(await runInProcess([...words(project, out), '--force'])).toMatchObject({ code: 0 });
  },
);

it.each(['model.json', 'weights.bin', 'fine-tuning.json'])('fine-tune leaves %s that it did not make', async (file) => {
  const { folder, dataset, features } = await tinyProject('resnet-50');
  const out = join(folder, 'weights');
  await mkdir(out);
  await writeFile(join(out, file), MINE);
  const refused = await runInProcess(['fine-tune', dataset, '--maps', features, '--out', out]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`${join(out, file)} exists`) });
  expect([await readFile(join(out, file), 'utf8'), await readdir(out)]).toEqual([MINE, [file]]);
});

it('evaluate leaves files that it did not make, beside a run too, and knows its own', {
  timeout: 120_000,
}, async () => {
  const { folder, data } = await tinyProject();
  const run = join(folder, 'run');
  expect(await runInProcess(['train', run, ...data, ...SMALL])).toMatchObject({ code: 0 });
  // A run is its own: the same command finds it finished.
  expect(await runInProcess(['train', run, ...data, ...SMALL])).toMatchObject({ code: 0 });
  for (const file of ['result.json', 'scores.npy', 'examples.json']) {
    const out = join(folder, `out ${file}`);
    await mkdir(out);
    await writeFile(join(out, file), MINE);
    const refused = await runInProcess(['evaluate', run, ...data, '--out', out]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`${join(out, file)} exists`) });
    expect([await readFile(join(out, file), 'utf8'), await readdir(out)]).toEqual([MINE, [file]]);
  }
  for (let time = 1; time <= 2; time++)
    expect(await runInProcess(['evaluate', run, ...data])).toMatchObject({ code: 0 });
});

it('export refuses a part whose name would lead out of the folder', async () => {
  const { folder, dataset, features } = await tinyProject();
  const file = join(dataset, 'dataset.json');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"split":"test"', '"split":"../../test"'));
  const out = join(folder, 'a', 'b');
  const refused = await runInProcess(['extract', 'export', features, '--dataset', dataset, '--out', out]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('../../test') });
  expect((await readdir(folder)).sort()).toEqual(['data', 'features']);
});

it('classifies again into its own folder', { timeout: 60_000 }, async () => {
  const { folder, dataset, features } = await tinyProject();
  const words = ['classify', dataset, '--features', features, '--out', join(folder, 'classes')];
  for (let time = 1; time <= 2; time++) expect(await runInProcess(words)).toMatchObject({ code: 0 });
});
