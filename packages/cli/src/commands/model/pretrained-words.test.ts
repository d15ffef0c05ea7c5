import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';
import { tinyProject } from '../../../test/tiny-project';

const SMALL = ['--option', 'projection=8', '--option', 'embeddingDim=5', '--batch-size', '8', '--no-augment'];
const MINUTES = 300_000;

it('searches and evaluates with words that training does not have', { timeout: MINUTES }, async () => {
  const { folder, data } = await tinyProject();
  const [words, run, plain] = [join(folder, 'glove.txt'), join(folder, 'run'), join(folder, 'plain')];
  await writeFile(words, 'airport 3 4\nharbour -4 3\nzeppelin 0 1\n');
  const trained = await runInProcess(['train', run, ...data, ...SMALL, '--epochs', '1', '--pretrained-words', words]);
  expect(trained.stderr).toMatch(/\d+ of the \d+ words of the vocabulary have no pretrained vector in .*glove/);

  const ask = async (...more: string[]) => {
    const text = 'a zeppelin at the airport zyzzyva';
    const { code, stdout, stderr } = await runInProcess([
      'search',
      text,
      ...data,
      '--top',
      '40',
      '--part',
      'all',
      ...more,
    ]);
    expect(code, stderr).toBe(0);
    return { stdout, stderr };
  };
  const unseen = 'Words that are not in the training captions';
  const known = await ask('--checkpoint', run, '--pretrained-words', words);
  expect(known.stderr).toContain(`${unseen}: zeppelin (pretrained vector), zyzzyva (<unk>).`);
  // The model was trained with another table than that of @rs-sam/pretrained.
  const unknown = await ask('--checkpoint', run);
  expect(unknown.stderr).toContain(`${unseen}: zeppelin (<unk>), zyzzyva (<unk>).`);
  expect(unknown.stdout).not.toBe(known.stdout);
  const other = await runInProcess([
    'search',
    'a zeppelin',
    ...data,
    '--checkpoint',
    run,
    '--pretrained-words',
    'glove',
  ]);
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('of the model have 2 numbers') });
  const json = await ask('--checkpoint', run, '--pretrained-words', words, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    unknown: ['zeppelin', 'zyzzyva'],
    substitutes: [
      { word: 'zeppelin', by: 'vector', read: ['zeppelin'] },
      { word: 'zyzzyva', by: 'unknown', read: ['<unk>'] },
    ],
  });

  const evaluated = await runInProcess(['evaluate', run, ...data, '--pretrained-words', words, '--json']);
  const [model] = (JSON.parse(evaluated.stdout) as { models: Record<string, unknown>[] }).models;
  expect(model?.unseenWords).toEqual({ source: words, words: [] });

  // A model without pretrained vectors uses the table for spelling alone.
  await runInProcess(['train', plain, ...data, ...SMALL, '--epochs', '1']);
  const text = ['search', 'a zeppelin at the airprot', ...data, '--checkpoint', plain];
  const folded = await runInProcess(text);
  expect(folded.stderr).toContain(`${unseen}: zeppelin (<unk>), airprot (read as airport).`);
  const none = await runInProcess([...text, '--pretrained-words', 'none']);
  expect(none.stderr).toContain(`${unseen}: zeppelin (<unk>), airprot (<unk>).`);
});
