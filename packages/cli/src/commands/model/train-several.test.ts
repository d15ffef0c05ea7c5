import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';
import { tinyProject } from '../../../test/tiny-project';

const SMALL = ['--option', 'projection=8', '--option', 'embeddingDim=5', '--batch-size', '16', '--no-augment'];
const MINUTES = 300_000;

it('trains on two data sets, whose flags are paired, and evaluates on the second', { timeout: MINUTES }, async () => {
  const [one, two] = [await tinyProject(), await tinyProject()];
  const run = join(one.folder, 'run');
  const flags = [...one.data, ...two.data.slice(0, 4)];
  const trained = await runInProcess(['train', run, ...flags, ...SMALL, '--epochs', '1']);
  expect(trained).toMatchObject({ code: 0 });
  // Both stores are named tiny.
  expect(trained.stderr).toContain('Data sets: tiny (32 images, 160 pairs), tiny-2 (32 images, 160 pairs).');
  expect(trained.stdout).toMatch(/validation mR \d+\.\d \(tiny \d+\.\d, tiny-2 \d+\.\d\), the best so far/);
  const { sources } = JSON.parse(await readFile(join(run, 'best', 'manifest.json'), 'utf8'));
  expect(sources.map(({ name }: { name: string }) => name)).toEqual(['tiny', 'tiny-2']);

  const evaluated = await runInProcess(['evaluate', run, ...two.data, '--json']);
  expect(evaluated).toMatchObject({ code: 0 });
  expect(JSON.parse(evaluated.stdout)).toMatchObject({ data: { dataset: 'tiny', images: 4 } });

  // The same training, from a file with lists: it is finished.
  const file = join(one.folder, 'options.json');
  const lists = { dataset: [one.dataset, two.dataset], features: [one.features, two.features], engine: 'wasm' };
  await writeFile(file, JSON.stringify(lists));
  const again = await runInProcess(['train', run, '--config', file, ...SMALL, '--epochs', '1']);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('All epochs are complete.') });
});

it('refuses features that are not paired, and features of another kind', async () => {
  const [one, two] = [await tinyProject(), await tinyProject('other')];
  const run = join(one.folder, 'run');
  const few = await runInProcess(['train', run, ...one.data, '--dataset', two.dataset]);
  expect(few).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      '--features is given 1 times and --dataset 2 times: give one for each data set, in the same order.',
    ),
  });
  const splits = await runInProcess(['train', run, ...one.data, ...two.data.slice(0, 4), '--split', 'none']);
  expect(splits).toMatchObject({ code: 2, stderr: expect.stringContaining('which may be none, in the same order') });
  const kinds = await runInProcess(['train', run, ...one.data, ...two.data.slice(0, 4), ...SMALL]);
  expect(kinds).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The features have backbone "random" in tiny and "other" in tiny-2'),
  });
});
