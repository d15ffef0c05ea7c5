import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSyntheticDataset } from '@rs-sam/datasets/node';
import { expect, it, onTestFinished } from 'vitest';
import { runAsProcess } from '../../../test/run-as-process';

/** It takes ten seconds on a free machine, but longer on a busy one. */
const MINUTES = 300_000;

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-quickstart-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it('does the main job on a data set without a registry, and repeats nothing', { timeout: MINUTES }, async () => {
  const folder = await emptyFolder();
  const [data, out] = [join(folder, 'data'), join(folder, 'out')];
  await writeSyntheticDataset(data, { images: 24, seed: 1, classes: ['airport', 'beach'] });
  // No port 9 answers, and no weights are installed: the regions are SIFT's.
  const environment = { npm_config_registry: 'http://127.0.0.1:9/', XDG_CACHE_HOME: join(folder, 'cache') };
  const quickstart = (...more: string[]) =>
    runAsProcess(['quickstart', '--dataset', data, '--out', out, ...more], { environment });

  const first = await quickstart();
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toContain('dense SIFT, 8 × 8 regions of 128 numbers');
  expect(first.stdout.match(/^epoch \d: loss/gm)).toHaveLength(5);
  expect(first.stdout).toContain('class-perfect line');
  expect(first.stdout).toMatch(/^ {2}"[^"]+"\n( {3}[✓ ] -?\d\.\d{3} {2}.*\.png\n)+/m);
  expect(first.stdout).toContain(`${join(out, 'report.html')}. Open file:///`);
  expect((await readdir(out)).sort()).toEqual(['features-sift', 'report.html', 'run-sift']);

  const again = await quickstart('--json');
  expect(again).toMatchObject({ code: 0 });
  const events = again.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  // No epoch: the run is finished.
  expect(events.map(({ event }) => event)).toEqual(['network', 'dataset', 'trained', 'evaluation', 'queries', 'end']);
  expect(events[4].answers).toHaveLength(4);
  expect(events.at(-1)).toEqual({ event: 'end', file: join(out, 'report.html') });
});

it('leaves a folder that has other files', async () => {
  const out = await emptyFolder();
  await writeFile(join(out, 'notes.txt'), 'mine');
  const { code, stdout, stderr } = await runAsProcess(['quickstart', '--out', out]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('has other files than those of the quickstart, such as notes.txt');
  expect(await readdir(out)).toEqual(['notes.txt']);
});
