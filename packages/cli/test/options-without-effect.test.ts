import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInProcess } from './run-in-process';
import { smallDataset } from './small-dataset';

let root: string;
let data: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rs-sam-effect-'));
  data = join(root, 'small');
  await smallDataset(data, 3);
  await writeFile(join(root, 'run.trec'), 'q1 Q0 d1 1 2.5 tag\n');
  await writeFile(join(root, 'qrels'), 'q1 0 d1 1\n');
  await writeFile(join(root, 'configuration.json'), '{"model": "scan"}');
});
afterAll(() => rm(root, { recursive: true }));

const inRoot = (words: readonly string[]) => words.map((word) => word.replace(/^@/, `${root}/`));

it.each([
  [
    ['extract', '@small', '--images', '--backbone', 'sift', '--format', 'table'],
    '--format has no effect with --images',
  ],
  [['extract', '@small', '--images', '--captions-as-written'], '--captions-as-written has no effect with --images'],
  [['dataset', 'inspect', '@small', '--captions-per-image', '5'], 'captionsPerImage is 5; it must be left out'],
  [['metrics', '@run.trec', '--qrels', '@qrels', '--baseline', 'run.trec'], '--baseline is for several runs'],
  [['train', '@x', '--configuration', '@configuration.json', '--preset', 'paper'], 'exclude one another'],
  [['train', '@x', '--model', 'scan', '--preset', 'tuned'], '--preset tuned is only for SAM'],
  [['train', '@x', '--validation-part', 'none', '--patience', '2'], 'patience is 2; it must be null'],
  [['reproduce', 'table', '2', '--features-of', 'sift=@x'], '--features-of sift: no row of table 2 uses them'],
])('%o is wrong use', async (words, message) => {
  const { code, stdout, stderr } = await runInProcess(inRoot(words));
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
});

it('a policy for what is inside the images opens them', async () => {
  await writeFile(join(data, 'images', 'no-image.png'), 'cut off');
  await writeFile(join(data, 'more.csv'), 'filename,caption\nno-image.png,a pond\n');
  const split = (...flags: string[]) =>
    runInProcess(['dataset', 'split', data, '--only', 'more.csv', '--out', root, ...flags]);
  expect(await split('--policy', 'unreadableImage=error')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('image that cannot be decoded'),
  });
});
