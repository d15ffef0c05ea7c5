// pnpm start <data set> <features> [rows.json]: a comparison of your own rows, trained and evaluated with the libraries.
// An interrupted run resumes; finished runs are verified and not repeated.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDataset } from '@rs-sam/datasets/node';
import {
  type FinishedRun,
  formatPairedTests,
  formatReproduction,
  pairedTests,
  plannedRows,
  reproducedRows,
  reproductionPlan,
  runPlan,
} from '@rs-sam/reproduction';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [folder, store, rowsFile = here('rows.json')] = process.argv.slice(2);
if (folder === undefined || store === undefined) {
  throw new Error('Usage: pnpm start <folder of a data set> <its feature store> [rows.json]');
}
const rows = plannedRows(JSON.parse(await readFile(rowsFile, 'utf8')));
const plan = { ...reproductionPlan('comparison', 'small'), rows, baseline: rows[0]?.name ?? '' };
const { dataset } = await readDataset(resolve(folder));
const features = await openFeatureStore(resolve(store));
const { engine, summary } = await prepareBackend();
console.log(`${summary}\n${plan.about}`);

const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new Error('Interrupted. Run the same command to resume.')));
const runs: FinishedRun[] = [];
try {
  const finished = runPlan({
    ...{ plan, dataset, engine, signal: stop.signal },
    featuresOf: () => features,
    seedsOf: ({ seeds }) => Array.from({ length: seeds }, (_, at) => at + 1),
    runs: join(here('output'), features.manifest.dataset.name, 'runs'),
    results: join(here('output'), features.manifest.dataset.name, 'results'),
    onRun: (run, number, count) => console.log(`${number}/${count} ${run}`),
    onTraining: (event) => {
      if (event.kind !== 'epoch') return;
      const { epoch, loss, validation } = event.metrics;
      console.log(
        `  epoch ${epoch}: loss ${loss.toFixed(3)}, validation mR ${validation?.meanRecall.toFixed(1) ?? '–'}`,
      );
    },
  });
  for await (const run of finished) runs.push(run);
  console.log(`\n${formatReproduction(reproducedRows(runs))}`);
  console.log(formatPairedTests(await pairedTests(runs, dataset, plan.baseline)));
} finally {
  await features.close();
}
