import { printableData } from '@rs-sam/foundation/text';
import type { ReproductionPlan } from '@rs-sam/reproduction';
import { nameForFolder } from '../../data/name-for-folder';
import { openRetrievalData } from '../../data/open-retrieval-data';
import type { ReproductionFlags } from '../../options/reproduction-flags';
import type { Invocation } from '../../program/command-file';
import { runReproduction, withRows } from './run-reproduction';

/** Runs a plan of changes to a preset in the folder `<data set>/<experiment>`, and prints the effect of each change. */
export async function runChanges(
  experiment: string,
  whole: ReproductionPlan,
  { options, commandLine, report, signal }: Invocation<ReproductionFlags & { readonly init?: string }>,
): Promise<void> {
  const { formatChanges, formatPairedTests } = await import('@rs-sam/reproduction');
  const plan = withRows(whole, options.rows);
  const { dataset, features, engine } = await openRetrievalData(options, report);
  try {
    const { name } = features.manifest.dataset;
    const { runs, tests } = await runReproduction({
      ...{ plan, dataset, engine, commandLine, signal, report },
      featuresOf: () => features,
      place: `${nameForFolder(name)}/${experiment}`,
      flags: options,
      ...(options.init !== undefined && { init: options.init }),
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
}
