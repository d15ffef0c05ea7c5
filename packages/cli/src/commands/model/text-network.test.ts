import { mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { expect, it, onTestFinished, vi } from 'vitest';
import { writeImage } from '../../../../search/test/small-gallery';
import { SIFT, writeCheckpoint } from '../../../../search/test/write-checkpoint';
import { textNetwork, textSettings, writeTextNetwork } from '../../../../text-encoder/test/small-text-network';
import { runInProcess } from '../../../test/run-in-process';
import { tinyProject } from '../../../test/tiny-project';

const SMALL = ['--option', 'projection=8', '--batch-size', '8', '--no-augment', '--epochs', '1'];
const MINUTES = 300_000;

it('trains, evaluates and searches by a text network', { timeout: MINUTES }, async () => {
  const { folder, data } = await tinyProject();
  vi.stubEnv('XDG_CACHE_HOME', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const file = await writeTextNetwork(textNetwork(), { ...textSettings, maxLength: 32 });
  const run = join(folder, 'run');
  const command = ['train', run, ...data, ...SMALL, '--text-network', `onnx:${file}`];
  const trained = await runInProcess(command);
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stderr).toMatch(/tokens.*captions/);
  // The store is that of the user: another training on the same captions computes nothing.
  expect(await readdir(join(folder, 'rs-sam/tokens'))).toHaveLength(1);
  const again = await runInProcess(['train', `${run}-2`, ...command.slice(2), '--seed', '2']);
  expect(again.stderr).not.toMatch(/tokens.*captions/);

  const evaluated = await runInProcess(['evaluate', run, ...data, '--json']);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  expect(JSON.parse(evaluated.stdout)).toMatchObject({
    models: [{ configuration: { textNetwork: `onnx:${file}` } }],
  });
  const ask = (...more: string[]) =>
    runInProcess(['search', 'two planes zyzzyva', ...data, '--checkpoint', run, '--json', ...more]);
  const page = join(folder, 'page.html');
  const found = await ask('--html', page);
  expect(found.code, found.stderr).toBe(0);
  expect(JSON.parse(found.stdout)).toMatchObject({ unknown: [], substitutes: [] });
  const [{ file: image } = { file: '' }] = (JSON.parse(found.stdout) as { found: { file: string }[] }).found;
  const captions = await runInProcess(['search', '--image', image, ...data, '--checkpoint', run, '--json']);
  expect(captions.code, captions.stderr).toBe(0);
  expect((JSON.parse(captions.stdout) as { found: unknown[] }).found.length).toBeGreaterThan(1);

  const moved = `${dirname(file)}-moved`;
  await rename(dirname(file), moved);
  onTestFinished(() => rename(moved, dirname(file)));
  const missing = await ask();
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('which does not exist. Name its file: --text-network onnx:<file>');
  const named = await ask('--text-network', `onnx:${join(moved, 'words.onnx')}`);
  expect(named.stdout).toBe(found.stdout.replace(JSON.stringify(page), 'null'));
});

it('indexes and searches a gallery by a text network', { timeout: MINUTES }, async () => {
  await prepareBackend({ engine: 'wasm' });
  const { folder } = await tinyProject();
  const file = await writeTextNetwork();
  const [checkpoint, gallery, tiles] = [join(folder, 'model'), join(folder, 'gallery'), join(folder, 'tiles')];
  await writeCheckpoint(checkpoint, { features: SIFT, textNetwork: file });
  await mkdir(tiles);
  for (const seed of [1, 2]) await writeImage(join(tiles, `${seed}.tif`), seed);
  const indexed = await runInProcess([
    ...['index', tiles, '--checkpoint', checkpoint, '--out', gallery, '--engine', 'wasm'],
  ]);
  expect(indexed.code, indexed.stderr).toBe(0);
  const ask = (...more: string[]) =>
    runInProcess(['search', 'two zyzzyvas', '--gallery', gallery, '--all', '--engine', 'wasm', '--json', ...more]);
  const found = await ask();
  expect(found.code, found.stderr).toBe(0);
  expect(JSON.parse(found.stdout)).toMatchObject({ unknown: [], total: 2 });
  const moved = `${dirname(file)}-moved`;
  await rename(dirname(file), moved);
  onTestFinished(() => rename(moved, dirname(file)));
  expect(await ask()).toMatchObject({ code: 1, stderr: expect.stringContaining('--text-network onnx:<file>') });
  const named = await ask('--text-network', `onnx:${join(moved, 'words.onnx')}`);
  expect(named.stdout).toBe(found.stdout);
});

it('refuses --text-network where no model reads captions by one', { timeout: MINUTES }, async () => {
  const { folder, data } = await tinyProject();
  const run = join(folder, 'run');
  await runInProcess(['train', run, ...data, ...SMALL, '--option', 'embeddingDim=4']);
  const flag = ['--text-network', 'onnx:words.onnx'];
  const searched = await runInProcess(['search', 'an airport', ...data, '--checkpoint', run, ...flag]);
  expect(searched).toMatchObject({ code: 2, stderr: expect.stringContaining('no model reads captions by one') });
  const evaluated = await runInProcess(['evaluate', run, ...data, ...flag]);
  expect(evaluated).toMatchObject({ code: 2, stderr: expect.stringContaining('reads captions by its vocabulary') });
  const wrong = await runInProcess(['train', `${run}-2`, ...data, '--text-network', 'words.onnx']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('such as onnx:models/clip-text.onnx') });
});
