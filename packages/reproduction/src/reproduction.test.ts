import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { partOf } from '@rs-sam/datasets/splits';
import { EvaluationError, readScores } from '@rs-sam/evaluation';
import { modelDefinitions } from '@rs-sam/models';
import { scoreMatrix } from '@rs-sam/retrieval-metrics';
import { presetConfiguration, resolveConfiguration } from '@rs-sam/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editResult } from '../../evaluation/test/edit-result';
import { memoryFeatures } from '../../evaluation/test/memory-features';
import { tinyDataset } from '../../evaluation/test/tiny-dataset';
import { toyDefinition } from '../../evaluation/test/toy-model';
import { useWasm } from '../../evaluation/test/use-engine';
import { pairedTests, type RowTest } from './paired-tests/paired-tests';
import { recallByImage } from './paired-tests/recall-by-image';
import { plannedRows } from './plans/planned-row';
import { candidatesPlan, openPointsPlan, type ReproductionPlan, reproductionPlan } from './plans/reproduction-plan';
import type { FinishedRun } from './runs/finished-run';
import { runPlan } from './runs/run-plan';
import { formatChanges } from './tables/changes-table';
import { reproducedRows } from './tables/reproduced-rows';
import { differencesTable, formatReproduction } from './tables/reproduction-table';

const dataset = tinyDataset({ test: 7 });
const features = memoryFeatures(dataset);
// A new model is one file and one line of a registry.
const registry = [...modelDefinitions, toyDefinition];
const plan: ReproductionPlan = {
  about: 'Tiny.',
  baseline: 'scan',
  part: 'test',
  rows: [
    { name: 'toy', published: null, model: 'toy', features: 'cnn', seeds: 1 },
    { name: 'scan', published: 'SCAN', model: 'scan-t2i-avg', features: 'cnn', seeds: 1 },
  ],
  configurationOf({ model }, seed) {
    const options = model === 'toy' ? {} : { dim: 4, embeddingDim: 3 };
    return resolveConfiguration({ model, options, seed, epochs: 1, batchSize: 6 }, registry);
  },
};
let parent: string;
let engine: string;

beforeAll(async () => {
  engine = await useWasm();
  parent = await mkdtemp(join(tmpdir(), 'rs-sam-reproduction-'));
});
afterAll(() => rm(parent, { recursive: true }));

async function runAll(seed = 1): Promise<FinishedRun[]> {
  const finished: FinishedRun[] = [];
  const [runs, results] = [join(parent, 'runs'), join(parent, 'results')];
  const given = { plan, dataset, engine, registry, runs, results, featuresOf: () => features, seedsOf: () => [seed] };
  for await (const run of runPlan(given)) finished.push(run);
  return finished;
}

describe('a plan', () => {
  it.each(['comparison', 'ablation'] as const)('%s has only known models and options', (comparing) => {
    for (const budget of ['small', 'paper'] as const) {
      const { rows, configurationOf } = reproductionPlan(comparing, budget);
      for (const row of rows) {
        const { model, options } = configurationOf(row, 3);
        const definition = modelDefinitions.find(({ name }) => name === model);
        expect(Object.keys(definition?.defaults ?? {})).toEqual(expect.arrayContaining(Object.keys(options)));
      }
    }
  });

  it('of the open points is the preset with one change at a time', () => {
    const { rows, baseline, part, configurationOf } = openPointsPlan();
    const { seed: _, ...tuned } = presetConfiguration('tuned', 't2i');
    expect(part).toBe('val');
    for (const row of rows) {
      const { seed, ...configuration } = configurationOf(row, 2);
      expect(seed).toBe(2);
      expect(isDeepStrictEqual(configuration, tuned), row.name).toBe(row.name === baseline);
    }
  });

  it('of the candidates has the preset `best` among its rows, and changes that are no preset', () => {
    const { rows, configurationOf } = candidatesPlan();
    const row = (wanted: string) => rows.find(({ name }) => name === wanted) as (typeof rows)[number];
    expect(configurationOf(row('best'), 1)).toEqual(presetConfiguration('best', 't2i'));
    expect(configurationOf(row('info-nce'), 1).infoNce).toEqual({ weight: 1, temperature: 0.07 });
    for (const one of rows) expect(() => configurationOf(one, 1), one.name).not.toThrow();
  });

  it('of your own is a list of rows; an error names the wrong row and field', () => {
    const [row] = plannedRows([{ name: 'mine', model: 'scan-t2i-avg', options: { dim: 8 } }]);
    expect(row).toMatchObject({ published: null, features: 'cnn', seeds: 1 });
    const { configurationOf } = reproductionPlan('comparison', 'small');
    expect(configurationOf(row as NonNullable<typeof row>, 1).options).toMatchObject({ dim: 8 });
    expect(() => plannedRows([{ name: 'mine' }])).toThrow(/wrong at 0\.model: .*Write a list/);
  });

  it('of the paper uses every printed value', () => {
    const { rows, configurationOf } = reproductionPlan('comparison', 'paper');
    const row = rows.find(({ name }) => name === 'sam-t2i');
    expect(configurationOf(row as (typeof rows)[number], 1)).toEqual(presetConfiguration('paper', 't2i'));
  });
});

describe('running a plan', () => {
  it('trains and evaluates each model once, then verifies the results', async () => {
    const made = await runAll();
    expect(made.map(({ row, how }) => [row.name, how])).toEqual([
      ['toy', 'made'],
      ['scan', 'made'],
    ]);
    const folder = made[0]?.folder as string;
    for (const file of ['configuration.json', 'metrics.jsonl', 'result.json', 'scores.npy', 'examples.json']) {
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
    const before = await readFile(join(folder, 'result.json'), 'utf8');
    expect((await runAll()).map(({ how }) => how)).toEqual(['verified', 'verified']);
    expect(await readFile(join(folder, 'result.json'), 'utf8')).toBe(before);

    const tests = await pairedTests(made, dataset, 'scan');
    expect(tests.map(({ a, b }) => [a, b])).toEqual([['toy', 'scan']]);
    const [toy, scan] = made.map(({ result }) => result.protocols.standard.meanRecall) as [number, number];
    expect(tests[0]?.difference).toBeCloseTo(toy - scan, 9);

    const changes = formatChanges(made, 'scan').split('\n');
    expect(changes[0]).toBe('On the part test: 7 images, 21 captions. Standard protocol, except for R@sum.');
    expect(changes[2]).toMatch(/model: toy \(was scan-t2i-avg\).*, seed 1 +\S+ +-?\d+\.\d /);
    const rows = reproducedRows(made);
    expect(formatReproduction(rows)).toContain('toy, seed 1');
    expect(differencesTable(rows).rows[0]?.values[0]).toMatchObject({
      estimate: made[0]?.result.protocols.paper.recallSum,
    });
  });

  it('refuses a result of other settings, and altered scores', async () => {
    const [toy] = await runAll();
    const folder = toy?.folder as string;
    const other = { ...plan, configurationOf: () => plan.configurationOf(plan.rows[0] as never, 9) };
    const given = { dataset, engine, registry, featuresOf: () => features, seedsOf: () => [1] };
    const places = { runs: join(parent, 'runs'), results: join(parent, 'results') };
    await expect(runPlan({ ...given, ...places, plan: other }).next()).rejects.toThrow(EvaluationError);
    const resultFile = join(folder, 'result.json');
    const text = await readFile(resultFile, 'utf8');
    await editResult(folder, (json) => JSON.stringify({ ...JSON.parse(json), views: ['identity', 'rotate90'] }));
    await expect(runAll()).rejects.toThrow(/differs from this run in its views/);
    await writeFile(resultFile, text);
    // A result of an earlier version, without fields that came later, is kept.
    await editResult(folder, (json) => json.replace(/\n *"(ema|infoNce)": null,/g, ''));
    expect(await readFile(resultFile, 'utf8')).not.toContain('"ema"');
    expect((await runAll())[0]?.how).toBe('verified');
    await writeFile(resultFile, text);
    const file = join(folder, 'scores.npy');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    await writeFile(file, bytes);
    await expect(runAll()).rejects.toThrow(/does not contain the scores/);
    await rm(file);
    expect((await runAll())[0]?.how).toBe('kept');
    expect(await pairedTests(await runAll(), dataset, 'scan')).toEqual([]);
  });
});

it('starts rows with `init` from another run, skips them without one, and refuses the result of another start', async () => {
  const [first] = await runAll();
  const base = join(parent, 'runs', `${first?.row.name}-seed-1`);
  const rows = [{ ...(plan.rows[0] as (typeof plan.rows)[number]), name: 'more', init: true }];
  const more = { ...plan, rows };
  const places = { runs: join(parent, 'runs'), results: join(parent, 'results') };
  const given = { dataset, engine, registry, featuresOf: () => features, seedsOf: () => [1], plan: more, ...places };
  expect(await runPlan(given).next()).toEqual({ done: true, value: undefined });
  const { value } = await runPlan({ ...given, init: base }).next();
  expect((value as FinishedRun).result.models[0]?.init?.checkpoint).toBe(base);
  const changes = formatChanges([first as FinishedRun, value as FinishedRun], 'toy');
  expect(changes).toContain('nothing, started from another run, seed 1');
  await expect(runPlan({ ...given, init: `${base}/best` }).next()).rejects.toThrow(/differs from this run in its init/);
});

it('keeps the tests of rows without scores, and corrects all of them together', async () => {
  const runs = await runAll(2);
  const [made] = await pairedTests(runs, dataset, 'scan');
  const test = made as RowTest;
  expect(test.scores).toEqual({
    a: [runs[0]?.result.scores.sha256],
    b: [runs[1]?.result.scores.sha256],
  });
  // A row that is not run now, a row without score files, and a row that was tested against other scores of the baseline.
  const elsewhere = { ...test, a: 'elsewhere', pValue: 0.01, adjustedPValue: 0.01 };
  const stale = { ...elsewhere, a: 'stale', scores: { ...test.scores, b: ['0'] } };
  const withoutScores = runs.map((run) => (run.row.name === 'toy' ? { ...run, how: 'kept' as const } : run));
  const earlier = { ...test, pValue: 0.02 };
  const tests = await pairedTests(withoutScores, dataset, 'scan', [elsewhere, stale, earlier]);
  expect(tests.map(({ a, pValue, adjustedPValue }) => [a, pValue, adjustedPValue])).toEqual([
    ['elsewhere', 0.01, 0.02],
    ['toy', 0.02, 0.02],
  ]);
  // A new test replaces the earlier one.
  const again = await pairedTests(runs, dataset, 'scan', [elsewhere, earlier]);
  expect(again.map(({ a, pValue }) => [a, pValue])).toEqual([
    ['elsewhere', 0.01],
    ['toy', test.pValue],
  ]);
});

it('the mean of the recall by image is mR', async () => {
  const [, scan] = await runAll();
  const { images } = partOf(dataset, 'test');
  const owners = images.flatMap(({ captions }, image) => captions.map(() => image));
  const file = await readScores(join(scan?.folder as string, 'scores.npy'));
  const scores = scoreMatrix(file.scores, file.images, file.captions);
  const values = recallByImage(scores, owners, images.length, 'expected');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(new Set(images.map(({ captions }) => captions.length)).size).toBe(1);
  expect(mean).toBeCloseTo(scan?.result.protocols.standard.meanRecall as number, 9);
});
