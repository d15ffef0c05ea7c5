// Two rows of a table, trained and evaluated one after the other, and the test of their difference.
import { readDataset } from '@rs-sam/datasets/node';
import {
  type FinishedRun,
  formatChanges,
  formatPairedTests,
  formatReproduction,
  pairedTests,
  plannedRows,
  readTestsFile,
  reproducedRows,
  runPlan,
  writeTestsFile,
} from '@rs-sam/reproduction';
import { readPairedTests } from '@rs-sam/reproduction/results-page';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { resolveConfiguration } from '@rs-sam/training';
import { openFeatureStore } from '@rs-sam/vision-features/node';

const { engine } = await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const rows = plannedRows([
  { name: 'sam', published: 'SAM', model: 'sam-t2i' },
  { name: 'no-gate', model: 'sam-t2i', options: { gate: false } },
]);
const plan = {
  ...{ about: 'SAM with and without its gate.', baseline: 'sam', part: 'test', rows },
  configurationOf: ({ model, options }: (typeof rows)[number], seed: number) =>
    resolveConfiguration({ model, seed, epochs: 1, options: { projection: 8, embeddingDim: 8, ...options } }),
};

// Rerun: finished runs are verified, an interrupted one is resumed.
const results = 'measured/mine/gate';
const where = { engine, runs: 'runs/gate', results, featuresOf: () => features, seedsOf: () => [1] };
const runs: FinishedRun[] = [];
for await (const run of runPlan({ plan, dataset, ...where })) runs.push(run);
console.log(runs.map(({ row, how }) => `${row.name} ${how}`)); // ["sam made","no-gate made"]
console.log(formatChanges(runs, 'sam').includes('gate: false')); // true
console.log(formatReproduction(reproducedRows(runs)).includes('sam, seed 1')); // true

await writeTestsFile(`${results}/paired-tests.json`, await pairedTests(runs, dataset, plan.baseline));
const tests = await readTestsFile(`${results}/paired-tests.json`);
const [, line] = formatPairedTests(tests).split('\n');
console.log(tests.length, line?.startsWith('  no-gate − sam: mR')); // 1 true
console.log([...(await readPairedTests('measured')).keys()]); // ["mine/gate"]
await features.close();
