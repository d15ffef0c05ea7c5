import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COMMAND } from './run-as-process';
import { runInProcess } from './run-in-process';
import { tinyProject } from './tiny-project';

const SMALL = ['--epochs', '1', '--batch-size', '8', '--option', 'projection=4', '--option', 'embeddingDim=4'];

/** Runs `rs-sam` so that no file can grow beyond some KiB, as on a disk that is almost full. */
function limited(
  kibibytes: number,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const script = `ulimit -f ${kibibytes}; exec "$@"`;
  // A limit counts for every file: the cache of tsx too.
  const child = spawn('bash', ['-c', script, 'bash', ...COMMAND, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

it('keeps the old page, names the file and leaves nothing else: report, search', { timeout: 300_000 }, async () => {
  const { folder, dataset, data } = await tinyProject();
  const run = join(folder, 'run');
  expect(await runInProcess(['train', run, ...data, ...SMALL])).toMatchObject({ code: 0 });
  expect(await runInProcess(['evaluate', run, ...data])).toMatchObject({ code: 0 });
  const pages = join(folder, 'pages');
  await mkdir(pages);
  const page = join(pages, 'page.html');
  await writeFile(page, 'old');
  for (const words of [
    ['report', join(run, 'test'), '--dataset', dataset, '--out', page],
    ['search', 'a plane', '--checkpoint', run, ...data, '--html', page],
  ]) {
    const { code, stderr } = await limited(4, words);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`rs-sam: ${page} cannot be written: the file is larger`),
    ]);
    expect([await readdir(pages), await readFile(page, 'utf8')]).toEqual([['page.html'], 'old']);
  }
});

it('leaves no file, and none that is empty: split, charts', { timeout: 300_000 }, async () => {
  const { folder, dataset, features } = await tinyProject();
  const out = join(folder, 'out');
  await mkdir(out);
  const split = await limited(0, ['dataset', 'split', dataset, '--out', out]);
  expect([split.code, split.stderr]).toEqual([1, expect.stringContaining(`rs-sam: ${out}/split-`)]);
  expect(await readdir(out)).toEqual([]);
  const charts = await limited(0, ['classify', dataset, '--features', features, '--out', out]);
  expect([charts.code, charts.stderr]).toEqual([
    1,
    expect.stringContaining(`rs-sam: ${out}/result.json cannot be written`),
  ]);
  expect(await readdir(out)).toEqual([]);

  expect(await runInProcess(['classify', dataset, '--features', features, '--out', out])).toMatchObject({ code: 0 });
  const chart = await readFile(join(out, 'accuracy.svg'), 'utf8');
  const again = await limited(1, ['classify', dataset, '--features', features, '--out', out]);
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringMatching(/rs-sam: .*(result\.json|accuracy\.svg) cannot be written/),
  ]);
  expect((await readdir(out)).sort()).toEqual(['accuracy.svg', 'confusion.svg', 'result.json']);
  expect(await readFile(join(out, 'accuracy.svg'), 'utf8')).toBe(chart);
});
