import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';
import { tinyProject } from '../../../test/tiny-project';

const SMALL = ['--option', 'projection=8', '--option', 'embeddingDim=5', '--batch-size', '8', '--no-augment'];
/** It takes seconds on a free machine, but longer on a busy one. */
const MINUTES = 300_000;
const json = (text: string): Record<string, never>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('trains, evaluates one model and an ensemble, searches, and reports', { timeout: MINUTES }, async () => {
  const { folder, data, dataset } = await tinyProject();
  const [t2i, i2t] = [join(folder, 't2i'), join(folder, 'i2t')];

  const trained = await runInProcess(['train', t2i, ...data, ...SMALL, '--epochs', '1']);
  expect(trained).toMatchObject({ code: 0 });
  expect(trained.stderr).toContain('Engine wasm');
  expect(trained.stderr).toContain('32 images, 160 pairs');
  expect(trained.stdout).toMatch(/^epoch 1: loss \d\.\d{3}, validation mR \d+\.\d, the best so far/);
  expect(trained.stdout).toContain(`Next: rs-sam evaluate ${join(t2i, 'best')}`);
  const head = join('best', 'shortlist.safetensors');
  const fitted = await stat(join(t2i, head));
  const configuration = JSON.parse(await readFile(join(t2i, 'configuration.json'), 'utf8'));
  expect(configuration).toMatchObject({ model: 'sam-t2i', optimizer: 'adam', batchSize: 8, epochs: 1, augment: false });
  expect(configuration.options).toMatchObject({ projection: 8, normalizeFeatures: true });

  // The configuration of one run, with another model.
  const again = ['--configuration', join(t2i, 'configuration.json'), '--model', 'sam-i2t', '--json'];
  const other = json((await runInProcess(['train', i2t, ...data, ...again])).stdout);
  expect(other[0]).toMatchObject({ event: 'epoch', epoch: 1, best: true });
  expect(other[1]).toMatchObject({ event: 'end', end: 'epochs' });

  // A finished run keeps its shortlist head, and a copy of the model gets it.
  expect(await runInProcess(['train', t2i, ...data, ...SMALL, '--epochs', '1'])).toMatchObject({ code: 0 });
  expect((await stat(join(t2i, head))).mtimeMs).toBe(fitted.mtimeMs);
  const copy = join(folder, 'copy');
  expect(await runInProcess(['checkpoint', 'export', t2i, '--out', copy])).toMatchObject({ code: 0 });
  expect(existsSync(join(copy, 'shortlist.safetensors'))).toBe(true);

  const evaluated = await runInProcess(['evaluate', t2i, ...data, '--examples', '2']);
  expect(evaluated.code).toBe(0);
  expect(evaluated.stdout).toContain('class-perfect line');
  expect(evaluated.stdout).toContain('\n* the best of its column\n');
  expect(evaluated.stderr.match(/blocks/g)?.length ?? 0).toBeLessThan(4);
  const repeat = ['train', join(folder, 'again'), ...data, '--configuration', join(t2i, 'test', 'result.json')];
  await runInProcess(repeat);
  expect(JSON.parse(await readFile(join(folder, 'again', 'configuration.json'), 'utf8'))).toEqual(configuration);
  const ensemble = join(folder, 'ensemble');
  const summed = await runInProcess(['evaluate', t2i, i2t, ...data, '--out', ensemble, '--json']);
  const [result] = json(summed.stdout);
  expect(result).toMatchObject({ folder: ensemble, data: { images: 4, captions: 20 } });
  expect(result?.commandLine).toMatch(/^rs-sam evaluate .*--json$/);
  expect(result?.models).toHaveLength(2);
  // The sum of two existing evaluations is the same and needs no model.
  const evaluations = [join(t2i, 'test'), join(i2t, 'test')];
  const resummed = await runInProcess([
    'evaluate',
    ...evaluations,
    ...data,
    '--out',
    join(folder, 'resummed'),
    '--json',
  ]);
  expect(json(resummed.stdout)[0]?.scores).toEqual(result?.scores);
  const many = await runInProcess(['train', 'run', '--configuration', join(ensemble, 'result.json')]);
  expect(many).toMatchObject({ code: 2, stderr: expect.stringContaining('is of an ensemble') });

  const page = join(folder, 'found.html');
  const ask = ['search', 'a white plane <b>', '--checkpoint', t2i, i2t, ...data];
  const found = await runInProcess([...ask, '--top', '3', '--html', page]);
  expect(found.stderr).toContain('Words that are not in the training captions: b (<unk>).');
  expect(found.stderr).toContain(`Page: ${page}. Open file:///`);
  expect(found.stdout.trimEnd().split('\n')).toHaveLength(3);
  const sentences = join(folder, 'sentences.json');
  const [{ className }] = JSON.parse((await runInProcess([...ask, '--json'])).stdout).found;
  await writeFile(sentences, JSON.stringify([{ text: 'a white zeppelin', classes: [className] }]));
  const measure = ['class-precision', sentences, '--checkpoint', t2i, ...data];
  const measured = await runInProcess([...measure, '--part', 'test', '--top', '4']);
  // Every class has one of the four test images.
  expect(measured.stdout).toContain('  25 %  a white zeppelin (not in the training captions: zeppelin)\n');
  expect(measured.stdout).toContain('P@4 25.0 % of 1 with words that are not in the training captions');
  expect(found.stdout).toMatch(/^ {2}1\. -?\d\.\d{3} {2}images\/\w+\.png \(\w+\): /);
  expect(await readFile(page, 'utf8')).toContain('a white plane &lt;b&gt;');
  expect(await readFile(page, 'utf8')).toContain('The score is how well the model says that a text and an image match');
  const image = 'images/airport_010.png';
  // Also by its path, as a shell completes it.
  for (const name of [image, join(dataset, image)]) {
    const [answer] = json(
      (await runInProcess(['search', '--image', name, '--checkpoint', t2i, ...data, '--json'])).stdout,
    );
    expect(answer).toMatchObject({ image, html: null });
    expect(answer?.found).toHaveLength(5);
  }
  const elsewhere = await runInProcess(['search', '--image', 'photo.png', '--checkpoint', t2i, ...data]);
  expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('The data set has no image photo.png.') });
  expect(elsewhere.stderr).toContain(`then run: rs-sam extract ${dataset}`);

  const report = join(folder, 'report.html');
  const folders = [join(t2i, 'test'), join(i2t, 'test'), ensemble];
  const made = await runInProcess(['report', ...folders, '--dataset', dataset, '--out', report]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const written = await readFile(report, 'utf8');
  expect(written).toContain('ensemble of sam-t2i, seed 1 + sam-i2t, seed 1');
  expect(written).toContain('data:image/jpeg;base64,');
});

it('names the options that help if the split lacks a part, and trains without a validation part', {
  timeout: MINUTES,
}, async () => {
  const { folder, data } = await tinyProject();
  const run = join(folder, 'my run');
  const train = ['train', run, ...data, ...SMALL, '--epochs', '1'];
  expect(await runInProcess([...train, '--validation-part', 'dev'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Choose one with --validation-part, which may be none'),
  });
  const trained = await runInProcess([...train, '--validation-part', 'none', '--patience', 'none']);
  expect(trained).toMatchObject({ code: 0, stdout: expect.stringContaining('No validation part was set') });
  // The next command can be pasted.
  expect(trained.stdout).toContain(`Next: rs-sam evaluate '${run}/`);
  expect(trained.stdout).toContain(`' --dataset ${data[1]} --features ${data[3]}`);
  expect(await runInProcess(['evaluate', run, ...data, '--part', 'dev'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Its parts are: train, val, test. Choose one with --part'),
  });
});

it('stops at a signal after the current step, says so, and resumes to the same result', {
  timeout: MINUTES,
}, async () => {
  const { folder, data } = await tinyProject();
  const [stopped, whole] = [join(folder, 'stopped'), join(folder, 'whole')];
  const train = (run: string, signal?: AbortSignal) =>
    runInProcess(['train', run, ...data, ...SMALL, '--epochs', '2'], signal && { signal });
  const stop = new AbortController();
  // Like Ctrl-C after the start of the run: the first checkpoint is written before the first step.
  const begun = setInterval(() => existsSync(join(stopped, 'last')) && stop.abort(), 1);
  const first = await train(stopped, stop.signal).finally(() => clearInterval(begun));
  expect(first.code).toBe(130);
  expect(first.stderr).toContain('the same command resumes');
  const second = await train(stopped);
  expect(second.code).toBe(0);
  await train(whole);
  const weights = (run: string) => readFile(join(run, 'best', 'weights.safetensors'));
  expect((await weights(stopped)).equals(await weights(whole))).toBe(true);
});

it.each([
  [['train', 'run'], '--dataset is missing'],
  [['train', 'run', '--model', 'scan-i2t-avg', '--preset', 'paper'], '--preset paper is only for SAM'],
  [['train', 'run', '--decay', 'linear'], 'Write none, cosine:0.01 or step:10:0.1.'],
  [['train', 'run', '--option', 'projection'], 'Write name=value'],
  [['train', 'run', '--configuration', 'nowhere.json'], 'The file nowhere.json of --configuration does not exist'],
  [['evaluate', 'a', 'b'], '--out is missing'],
  [['search'], 'Give either a text to search for, or an image with --image'],
  [['search', ' ', '--checkpoint', 'a'], 'The text is empty'],
  [['search', 'a plane'], '--checkpoint is missing'],
])('refuses %j', async (words, told) => {
  const { code, stderr } = await runInProcess(words);
  expect(code).toBe(2);
  expect(stderr).toContain(told);
});
