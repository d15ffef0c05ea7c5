import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Budget, FinishedRun, PlannedRow } from '@rs-sam/training';
import { InvalidArgumentError, Option } from 'commander';
import { defineCommand } from '../command-file';
import { wholeNumber } from '../option-parsers';
import { addReproductionFlags, experimentOf, PAPER_DATASETS, type ReproductionFlags } from '../reproduction-flags';
import { openRetrievalData } from '../retrieval-data';
import { trainingProgress } from '../training-progress';
import { UsageError } from '../usage-error';

interface Options extends ReproductionFlags {
  readonly budget: Budget;
  readonly seeds?: number;
  readonly rows?: readonly string[];
  readonly featuresOf?: Readonly<Record<string, string>>;
}

/** How to get the features of a row of Table VI. */
const EXTRACTION: Readonly<Record<string, string>> = {
  sift: 'rs-sam extract <data set> --backbone sift',
  bovw: 'rs-sam codebook <data set>, then rs-sam extract <data set> --backbone bovw',
  'resnet-152': 'rs-sam weights import <file.h5>, then rs-sam extract <data set> --backbone resnet-152',
  'fine-tuned': 'rs-sam fine-tune <data set>, then rs-sam extract <data set> --weights <its weights>',
};

export const reproduceTable = defineCommand<Options>({
  name: 'reproduce table',
  summary: 'a table of the paper: trains what is missing, prints ours beside the paper’s',
  description:
    'Tables 1 (data sets), 2 to 5 (SAM against other models on UCM, Sydney, RSICD, NWPU) and 6 (SAM less a part). One run after the\n' +
    'other, each goes on where it was stopped; results that are there are verified and not repeated. Under both protocols, with the\n' +
    'difference to the paper, intervals, and paired tests against SAM t-i.',
  examples: [
    'reproduce table 1 --dataset data/ucm',
    'reproduce table 2 --dataset data/ucm --features features/ucm',
    'reproduce table 6 --dataset data/ucm --features features/ucm --features-of sift=features/ucm-sift',
  ],
  configure(command) {
    command.argument('<table>', '1 to 6');
    addReproductionFlags(command);
    command
      .addOption(
        new Option('--budget <name>', 'small: an afternoon; paper: every printed value')
          .choices(['small', 'paper'])
          .default('small'),
      )
      .option('--seeds <count>', 'at most so many seeds a row (default: as planned)', wholeNumber(1))
      .option('--rows <names>', 'only these rows, as sam-t2i,scan', (text: string) => text.split(','))
      .option('--features-of <kind=folder>', 'features of a row of table 6, as sift=features/sift; repeatable', pair);
  },
  async run({ operands: [text = ''], options, commandLine, report, signal }) {
    const table = Number(text);
    if (!(Number.isInteger(table) && table >= 1 && table <= 6))
      throw new UsageError(`There is no table ${text}: 1 to 6.`);
    if (table === 1) {
      if (options.dataset === undefined) throw new UsageError('--dataset is missing: name the folder of a data set.');
      const { tableOne } = await import('@rs-sam/datasets');
      const { inspectFolder } = await import('@rs-sam/datasets/node');
      const { statistics } = await inspectFolder(options.dataset);
      const name = basename(resolve(options.dataset));
      report.result({ table, dataset: name, images: statistics.images }, () => tableOne({ [name]: statistics }));
      return;
    }
    const { pairedTests, printReproduction, publishedDatasetOf, reproducedRows, reproductionPlan, runPlan } =
      await import('@rs-sam/training');
    const { openFeatureStore } = await import('@rs-sam/vision-features/node');
    const { dataset, features, engine } = await openRetrievalData(options, report);
    const name = features.manifest.dataset.name;
    const expected = PAPER_DATASETS[table];
    if (expected !== publishedDatasetOf(name)) {
      report.note(
        `Table ${table} of the paper is of another data set than ${name}: no figures of the paper beside ours.`,
      );
    }
    const full = reproductionPlan(table === 6 ? 'ablation' : 'comparison', options.budget);
    const unknown = (options.rows ?? []).filter((row) => !full.rows.some((planned) => planned.name === row));
    if (unknown.length > 0) {
      throw new UsageError(`There is no row ${unknown[0]}: ${full.rows.map((row) => row.name).join(', ')}.`);
    }
    const plan = { ...full, rows: full.rows.filter((row) => options.rows?.includes(row.name) ?? true) };
    const stores = new Map([['cnn', features]]);
    for (const [kind, folder] of Object.entries(options.featuresOf ?? {})) {
      stores.set(kind, await openFeatureStore(folder));
    }
    for (const row of plan.rows) {
      if (stores.has(row.features)) continue;
      report.note(
        `${row.name} is left out: --features-of ${row.features}=<folder> is missing. ${EXTRACTION[row.features]}`,
      );
    }
    const experiment = experimentOf(table, options.budget);
    const results = join(options.results, name, experiment);
    const progress = trainingProgress(report);
    const runs: FinishedRun[] = [];
    report.note(`Budget ${plan.budget}: ${plan.about}`);
    try {
      const finished = runPlan({
        ...{ plan, dataset, engine, signal, commandLine, results },
        runs: join(options.runs, name, experiment),
        featuresOf: (row) => stores.get(row.features),
        seedsOf: ({ seeds }: PlannedRow) =>
          Array.from({ length: Math.min(seeds, options.seeds ?? seeds) }, (_, at) => at + 1),
        onRun: (run, number, count) => report.note(`${number}/${count} ${run}`),
        onTraining: progress.event,
      });
      for await (const run of finished) {
        progress.stop();
        runs.push(run);
        const { paper, standard } = run.result.protocols;
        const figures = `R@sum ${paper.recallSum.toFixed(1)}, mR ${standard.meanRecall.toFixed(1)}`;
        report.note(
          `  ${run.how}: ${figures}${run.how === 'kept' ? ' (settings verified; its scores are not here)' : ''}`,
        );
      }
    } finally {
      progress.stop();
      for (const store of stores.values()) await store.close();
    }
    if (runs.length === 0) throw new UsageError('No row of the table has features: nothing was run.');
    const rows = reproducedRows(runs);
    const base = table === 6 ? 'sam' : 'sam-t2i';
    const tests = await pairedTests(runs, dataset, base);
    if (tests !== undefined) await writeFile(join(results, 'paired-tests.json'), `${JSON.stringify(tests, null, 2)}\n`);
    report.result({ table, dataset: name, budget: options.budget, rows, tests }, () =>
      [printReproduction(rows), ...(tests === undefined ? [] : ['', testsText(tests, base)])].join('\n'),
    );
  },
});

type Tests = NonNullable<Awaited<ReturnType<typeof import('@rs-sam/training')['pairedTests']>>>;

function testsText(tests: Tests, base: string): string {
  const lines = tests.map(
    ({ a, difference, adjustedPValue }) =>
      `  ${a} − ${base}: mR ${difference.toFixed(1).replace('-', '−')}, p ${adjustedPValue.toFixed(4)}`,
  );
  return [`Paired randomisation tests on mR image by image, Holm-corrected:`, ...lines].join('\n');
}

function pair(text: string, previous: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, kind, folder] = /^(sift|bovw|resnet-152|fine-tuned)=(.+)$/.exec(text) ?? [];
  if (kind === undefined || folder === undefined) {
    throw new InvalidArgumentError('Write kind=folder; the kinds are sift, bovw, resnet-152 and fine-tuned.');
  }
  return { ...previous, [kind]: folder };
}
