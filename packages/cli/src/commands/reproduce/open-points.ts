import { printableData } from '@rs-sam/foundation/text';
import { nameForFolder } from '../../data/name-for-folder';
import { openRetrievalData } from '../../data/open-retrieval-data';
import { addPlanFlags, addReproductionFlags, type ReproductionFlags } from '../../options/reproduction-flags';
import { defineCommand } from '../../program/command-file';
import { runReproduction, withRows } from './run-reproduction';

export const reproduceOpenPoints = defineCommand<ReproductionFlags>({
  name: 'reproduce open-points',
  summary: 'measure the effect of each choice that the paper leaves open',
  description:
    'Trains SAM t-i with the preset tuned, and with one change at a time: clip, normalisation axis, candidate, α, negatives, projection, ' +
    'norms, optimiser, batch size, augmentation views, dropout. Evaluates on the validation part, because the result is used to choose. ' +
    'Existing results are verified and not repeated.',
  examples: [
    'reproduce open-points --dataset data/ucm --features features/ucm-views',
    'reproduce open-points --dataset data/ucm --features features/ucm-views --rows tuned,clip-relu --seeds 1',
  ],
  configure(command) {
    addReproductionFlags(command);
    addPlanFlags(command);
  },
  async run({ options, commandLine, report, signal }) {
    const { formatChanges, formatPairedTests, openPointsPlan } = await import('@rs-sam/reproduction');
    const plan = withRows(openPointsPlan(), options.rows);
    const { dataset, features, engine } = await openRetrievalData(options, report);
    try {
      const { name } = features.manifest.dataset;
      const { runs, tests } = await runReproduction({
        ...{ plan, dataset, engine, commandLine, signal, report },
        featuresOf: () => features,
        place: `${nameForFolder(name)}/open-points`,
        flags: options,
      });
      report.result({ dataset: name, runs, tests }, () =>
        [formatChanges(printableData(runs), plan.baseline), formatPairedTests(printableData(tests))]
          .filter(Boolean)
          .join('\n\n')
          .split('\n'),
      );
    } finally {
      await features.close();
    }
  },
});
