import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Budget } from '@rs-sam/reproduction';
import { Option } from 'commander';
import { defineCommand } from '../command-file';
import { addReproductionFlags, experimentOf, PAPER_DATASETS, type ReproductionFlags } from '../reproduction-flags';
import { openRetrievalData } from '../retrieval-data';
import { withRows } from '../run-reproduction';
import { trainingProgress } from '../training-progress';
import { UsageError } from '../usage-error';
import { classify } from './classify';

interface Options extends ReproductionFlags {
  readonly budget: Budget;
}

/** The figures that are accuracies by class; which it is, the data set decides. */
const ACCURACY = [7, 8, 10, 11];

export const reproduceFigure = defineCommand<Options>({
  name: 'reproduce figure',
  summary: 'a figure of the paper: top three of some queries (5, 6), accuracy by class (7, 8, 10, 11)',
  description:
    'Fig. 5 (an image asks for captions) and 6 (a caption asks for images) are pages with green and red frames, of the run sam-t2i of the\n' +
    'table’s budget, which is trained where it is missing. Figs. 7, 8, 10 and 11 are one chart for UCM, Sydney, RSICD and NWPU each.',
  examples: [
    'reproduce figure 5 --dataset data/ucm --features features/ucm',
    'reproduce figure 7 --dataset data/ucm --features features/ucm',
  ],
  configure(command) {
    command.argument('<figure>', '5, 6, 7, 8, 10 or 11');
    addReproductionFlags(command);
    command.addOption(
      new Option('--budget <name>', 'of the model that Figs. 5 and 6 show')
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
    if (figure !== 5 && figure !== 6) throw new UsageError(`There is no figure ${operands[0]}: 5, 6, 7, 8, 10 or 11.`);
    const { publishedDatasetOf, renderFigure } = await import('@rs-sam/report');
    const { reproductionPlan, runPlan } = await import('@rs-sam/reproduction');
    const { folder: pictures, dataset, features, engine } = await openRetrievalData(options, report);
    const { name } = features.manifest.dataset;
    const known = publishedDatasetOf(name);
    // A data set that the paper does not have is compared as its first one is.
    const table = [2, 3, 4, 5].find((number) => PAPER_DATASETS[number] === known) ?? 2;
    const experiment = experimentOf(table, options.budget);
    const plan = withRows(reproductionPlan('comparison', options.budget), ['sam-t2i']);
    const progress = trainingProgress(report);
    try {
      const runs = runPlan({
        ...{ plan, dataset, engine, signal, commandLine },
        runs: join(options.runs, name, experiment),
        results: join(options.results, name, experiment),
        featuresOf: () => features,
        seedsOf: () => [1],
        onTraining: progress.event,
      });
      for await (const { folder: evaluation } of runs) {
        progress.stop();
        const folder = join(options.results, name);
        const file = join(folder, `figure-${figure}.html`);
        await mkdir(folder, { recursive: true });
        await writeFile(file, await renderFigure({ figure, evaluation, pictures }));
        report.result({ figure, file }, () => `${file}. Open ${pathToFileURL(file)}`);
      }
    } finally {
      progress.stop();
      await features.close();
    }
  },
});
