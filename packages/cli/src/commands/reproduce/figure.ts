import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import type { Budget } from '@rs-sam/reproduction';
import { Option } from 'commander';
import { nameForFolder } from '../../data/name-for-folder';
import { openRetrievalData } from '../../data/open-retrieval-data';
import {
  addReproductionFlags,
  experimentOf,
  PAPER_DATASETS,
  type ReproductionFlags,
} from '../../options/reproduction-flags';
import { trainingProgress } from '../../output/training-progress';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';
import { classify } from '../scene-classes/classify';
import { withRows } from './run-reproduction';

interface Options extends ReproductionFlags {
  readonly budget: Budget;
}

/** The figures of accuracies by class, one per data set. */
const ACCURACY = [7, 8, 10, 11];

export const reproduceFigure = defineCommand<Options>({
  name: 'reproduce figure',
  summary: 'make a figure of the paper: top three of some queries (5, 6), accuracy by class (7, 8, 10, 11)',
  description:
    'Fig. 5 (captions by image, I2T) and Fig. 6 (images by caption, T2I) are pages with green and red frames for the run sam-t2i of ' +
    'the budget, which is trained first if it is missing. Figs. 7, 8, 10 and 11 are the charts of UCM, Sydney, RSICD and NWPU.',
  examples: [
    'reproduce figure 5 --dataset data/ucm --features features/ucm',
    'reproduce figure 7 --dataset data/ucm --features features/ucm',
  ],
  configure(command) {
    command.argument('<figure>', '5, 6, 7, 8, 10 or 11');
    addReproductionFlags(command);
    command.addOption(
      new Option('--budget <name>', 'budget of the model in Figs. 5 and 6')
        .choices(['small', 'paper'])
        .default('small'),
    );
  },
  async run(invocation) {
    const { operands, options, commandLine, report, signal } = invocation;
    const figure = Number(operands[0]);
    if (ACCURACY.includes(figure)) {
      const { dataset, features, results } = options;
      if (dataset === undefined) throw new UsageError('--dataset is missing: name the folder of a data set.');
      const out = join(results, `figure-${figure}`);
      await classify.run({ ...invocation, operands: [dataset], options: { features, out } });
      return;
    }
    if (figure !== 5 && figure !== 6)
      throw new UsageError(`There is no figure ${operands[0]}. Choose 5, 6, 7, 8, 10 or 11.`);
    const { publishedDatasetOf, renderFigure } = await import('@rs-sam/report');
    const { reproductionPlan, runPlan } = await import('@rs-sam/reproduction');
    const { folder: imageFolder, dataset, features, engine } = await openRetrievalData(options, report);
    const { name } = features.manifest.dataset;
    const known = publishedDatasetOf(name);
    // A data set that the paper does not have is treated as that of its first table.
    const table = [2, 3, 4, 5].find((number) => PAPER_DATASETS[number] === known) ?? 2;
    const experiment = experimentOf(table, options.budget);
    const plan = withRows(reproductionPlan('comparison', options.budget), ['sam-t2i']);
    const progress = trainingProgress(report);
    try {
      const runs = runPlan({
        ...{ plan, dataset, engine, signal, commandLine },
        runs: join(options.runs, nameForFolder(name), experiment),
        results: join(options.results, nameForFolder(name), experiment),
        featuresOf: () => features,
        seedsOf: () => [1],
        onTraining: progress.event,
      });
      for await (const { folder: evaluation } of runs) {
        progress.stop();
        const folder = join(options.results, nameForFolder(name));
        const file = join(folder, `figure-${figure}.html`);
        await mkdir(folder, { recursive: true });
        await writeFileAtomically(file, await renderFigure({ figure, evaluation, imageFolder }));
        report.result({ figure, file }, () => `${file}. Open ${pathToFileURL(file)}`);
      }
    } finally {
      progress.stop();
      await features.close();
    }
  },
});
