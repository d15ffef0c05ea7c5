import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';
import { tinyProject } from '../../../test/tiny-project';

const SMALL = ['--option', 'projection=8', '--option', 'embeddingDim=5', '--batch-size', '8', '--no-augment'];
const MINUTES = 300_000;

it('starts from a run, says so, and resumes without it', { timeout: MINUTES }, async () => {
  const { folder, data } = await tinyProject();
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  const train = (run: string, words: readonly string[], signal?: AbortSignal) =>
    runInProcess(['train', run, ...data, ...SMALL, ...words], signal && { signal });
  expect((await train(first, ['--epochs', '1'])).code).toBe(0);

  const refused = await train(second, ['--init', first, '--option', 'projection=9']);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(`options.projection is 9; it must be 8, as in ${first}`);
  expect(existsSync(second)).toBe(false);

  const words = ['--init', first, '--epochs', '2'];
  const stop = new AbortController();
  const begun = setInterval(() => existsSync(join(second, 'last')) && stop.abort(), 1);
  const stopped = await train(second, words, stop.signal).finally(() => clearInterval(begun));
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain(`Starts from ${first}: 0 words are new, and 0 of the checkpoint do not occur here.`);
  await rm(first, { recursive: true });
  expect((await train(second, words)).code).toBe(0);
  const manifest = JSON.parse(await readFile(join(second, 'best', 'manifest.json'), 'utf8'));
  expect(manifest.init).toMatchObject({ checkpoint: first });
});
