import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';
import { tinyProject } from '../../../test/tiny-project';

/** It takes seconds on a free machine, but longer on a busy one. */
const MINUTES = 300_000;

it('trains the rows of --rows, and verifies them the second time', {
  timeout: MINUTES,
}, async () => {
  const { folder, data } = await tinyProject();
  const places = ['--runs', join(folder, 'runs'), '--results', join(folder, 'results')];
  const command = ['reproduce', 'open-points', ...data, ...places, '--rows', 'tuned', '--seeds', '1'];
  const made = await runInProcess(command);
  expect(made).toMatchObject({ code: 0 });
  expect(made.stderr).toContain('1/1 tuned-seed-1');
  const table = /On the part val: 4 images, 20 captions.*\n.*\ntuned, seed 1 .*\n$/;
  expect(made.stdout).toMatch(table);
  expect(existsSync(join(folder, 'results', 'tiny', 'open-points', 'tuned-seed-1', 'result.json'))).toBe(true);

  const again = await runInProcess(command);
  expect(again.stderr).toMatch(/1\/1 tuned-seed-1\n {2}verified: /);
  expect(again.stdout.match(table)?.[0]).toBe(made.stdout.match(table)?.[0]);
  const withoutInit = await runInProcess(['reproduce', 'candidates', ...data, ...places, '--rows', 'init']);
  expect(withoutInit).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no row has the features, or the --init'),
  });
  const unknown = await runInProcess(['reproduce', 'open-points', ...data, '--rows', 'none']);
  expect(unknown).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no row none. The rows are: tuned, clip-relu,'),
  });
});
