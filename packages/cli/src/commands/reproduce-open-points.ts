import { defineCommand } from '../command-file';
import { addPlanFlags, addReproductionFlags, type ReproductionFlags } from '../reproduction-flags';
import { openRetrievalData } from '../retrieval-data';
import { runReproduction, testsText, withRows } from '../run-reproduction';

export const reproduceOpenPoints = defineCommand<ReproductionFlags>({
  name: 'reproduce open-points',
  summary: 'what each choice that the paper leaves open is worth',
  description:
    'SAM t-i by the preset tuned, and with one change at a time: clip, normalisation axis, candidate, α, negatives, projection, norms,\n' +
    'optimiser, batch, views, dropout. Evaluated on the validation part, which is for choosing. What is there is verified, not repeated.',
  examples: [
    'reproduce open-points --dataset data/ucm --features features/ucm-views',
    'reproduce open-points --dataset data/ucm --features features/ucm-views --rows tuned,clip-relu --seeds 1',
  ],
  configure(command) {
    addReproductionFlags(command);
    addPlanFlags(command);
  },
  async run({ options, commandLine, report, signal }) {
    const { openPointsPlan, printChanges } = await import('@rs-sam/reproduction');
    const plan = withRows(openPointsPlan(), options.rows);
    const { dataset, features, engine } = await openRetrievalData(options, report);
    try {
      const { name } = features.manifest.dataset;
      const { runs, tests } = await runReproduction({
        ...{ plan, dataset, engine, commandLine, signal, report },
        featuresOf: () => features,
        place: `${name}/open-points`,
        flags: options,
      });
      report.result({ dataset: name, runs, tests }, () =>
        [printChanges(runs, plan.baseline), ...testsText(tests, plan.baseline)].join('\n'),
      );
    } finally {
      await features.close();
    }
  },
});
