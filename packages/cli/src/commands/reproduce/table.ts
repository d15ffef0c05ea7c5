import { basename, join, resolve } from 'node:path';
import { printableData } from '@rs-sam/foundation/text';
import type { Budget } from '@rs-sam/reproduction';
import { InvalidArgumentError, Option } from 'commander';
import { nameForFolder } from '../../data/name-for-folder';
import { openRetrievalData } from '../../data/open-retrieval-data';
import { readingOptions } from '../../options/reading-flags';
import {
  addPlanFlags,
  addReproductionFlags,
  experimentOf,
  PAPER_DATASETS,
  type ReproductionFlags,
} from '../../options/reproduction-flags';
import { BEST_EXPLAINED } from '../../output/legend';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';
import { runReproduction, withRows } from './run-reproduction';

interface Options extends ReproductionFlags {
  readonly budget: Budget;
  readonly featuresOf?: Readonly<Record<string, string>>;
}

/** The command that makes the features of a row of Table VI. */
const EXTRACTION: Readonly<Record<string, string>> = {
  sift: 'rs-sam extract <data set> --backbone sift',
  bovw: 'rs-sam codebook <data set>, then rs-sam extract <data set> --backbone bovw',
  'resnet-152': 'rs-sam weights import <file.h5>, then rs-sam extract <data set> --backbone resnet-152',
  'fine-tuned': 'rs-sam fine-tune <data set>, then rs-sam extract <data set> --weights <folder>',
};

export const reproduceTable = defineCommand<Options>({
  name: 'reproduce table',
  summary: "reproduce a table of the paper: train what is missing, print our figures beside the paper's",
  description:
    'Table 1 (data sets), 2 to 5 (SAM and other models on UCM, Sydney, RSICD, NWPU) or 6 (ablation of SAM). Interrupted runs are ' +
    'resumed; existing results are verified and not repeated. Prints both protocols, the difference to the paper, intervals, and ' +
    'paired tests against SAM t-i.',
  examples: [
    'reproduce table 1 data/ucm data/sydney data/nwpu',
    'reproduce table 2 --dataset data/ucm --features features/ucm',
    'reproduce table 6 --dataset data/ucm --features features/ucm --features-of sift=features/ucm-sift',
  ],
  configure(command) {
    command.argument('<table>', '1 to 6');
    command.argument('[folder...]', 'data sets of table 1, instead of --dataset');
    addReproductionFlags(command);
    addPlanFlags(command);
    command
      .addOption(
        new Option('--budget <name>', 'small: an afternoon; paper: every printed value')
          .choices(['small', 'paper'])
          .default('small'),
      )
      .option(
        '--features-of <kind=folder>',
        'features of a row of table 6, such as sift=features/sift; repeatable',
        pair,
      );
  },
  async run({ operands: [text = '', ...folders], options, commandLine, report, signal }) {
    const table = Number(text);
    if (!(Number.isInteger(table) && table >= 1 && table <= 6))
      throw new UsageError(`There is no table ${text}. Choose 1 to 6.`);
    if (table === 1) {
      const named = folders.length > 0 || options.dataset === undefined ? folders : [options.dataset];
      if (named.length === 0)
        throw new UsageError('Name the folders of the data sets: rs-sam reproduce table 1 <folder…>.');
      const { formatTableOne } = await import('@rs-sam/datasets');
      const { inspectFolder } = await import('@rs-sam/datasets/node');
      const statistics: Record<string, Awaited<ReturnType<typeof inspectFolder>>['statistics']> = {};
      for (const folder of named)
        statistics[basename(resolve(folder))] = (await inspectFolder(folder, readingOptions(options))).statistics;
      const images = Object.entries(statistics).map(([dataset, of]) => ({ dataset, images: of.images }));
      report.result({ table, datasets: images }, () => formatTableOne(printableData(statistics)).split('\n'));
      return;
    }
    const { formatPairedTests, formatReproduction, reproducedRows, reproductionPlan } = await import(
      '@rs-sam/reproduction'
    );
    const { publishedDatasetOf } = await import('@rs-sam/report');
    if (folders.length > 0) throw new UsageError(`Table ${table} is about one data set: name it with --dataset.`);
    const plan = withRows(reproductionPlan(table === 6 ? 'ablation' : 'comparison', options.budget), options.rows);
    const unused = Object.keys(options.featuresOf ?? {}).find((kind) =>
      plan.rows.every((row) => row.features !== kind),
    );
    if (unused !== undefined) throw new UsageError(`--features-of ${unused}: no row of table ${table} uses them.`);
    const { dataset, features, engine } = await openRetrievalData(options, report);
    const name = features.manifest.dataset.name;
    if (PAPER_DATASETS[table] !== publishedDatasetOf(name)) {
      report.note(`Table ${table} of the paper is about another data set than ${name}: it has no figures to compare.`);
    }
    const stores = new Map([['cnn', features]]);
    try {
      const { openFeatureStore } = await import('@rs-sam/vision-features/node');
      for (const [kind, folder] of Object.entries(options.featuresOf ?? {})) {
        stores.set(kind, await openFeatureStore(folder));
      }
      for (const row of plan.rows) {
        if (stores.has(row.features)) continue;
        report.note(
          `${row.name} is skipped: --features-of ${row.features}=<folder> is missing. Make them: ${EXTRACTION[row.features]}`,
        );
      }
      const { runs, tests } = await runReproduction({
        ...{ plan, dataset, engine, commandLine, signal, report },
        featuresOf: (row) => stores.get(row.features),
        place: join(nameForFolder(name), experimentOf(table, options.budget)),
        flags: options,
      });
      const rows = reproducedRows(runs);
      report.result({ table, dataset: name, budget: options.budget, rows, tests }, () =>
        [formatReproduction(printableData(rows)), BEST_EXPLAINED, formatPairedTests(printableData(tests))]
          .filter(Boolean)
          .join('\n\n')
          .split('\n'),
      );
    } finally {
      for (const store of stores.values()) await store.close();
    }
  },
});

function pair(text: string, previous: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, kind, folder] = /^(sift|bovw|resnet-152|fine-tuned)=(.+)$/.exec(text) ?? [];
  if (kind === undefined || folder === undefined) {
    throw new InvalidArgumentError('Write kind=folder; the kinds are sift, bovw, resnet-152 and fine-tuned.');
  }
  return { ...previous, [kind]: folder };
}
