import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { formatOverSeeds, mean } from '../tables/over-seeds';
import { modelOf, type Run, type Target } from './read-runs';

const NAMES = { meanRecall: 'mR', recallSum: 'R@sum' } as const;

/** The targets and the means over the seeds; empty without targets. */
export function targetsTable(targets: readonly Target[], runs: readonly Run[]): string {
  if (targets.length === 0) return '';
  const rows = targets.map(({ model, protocol, figure, atLeast, because }) => {
    const values = runs.filter((run) => modelOf(run) === model).map(({ result }) => result.protocols[protocol][figure]);
    const verdict = values.length === 0 ? 'not measured' : mean(values) >= atLeast ? 'reached' : 'missed';
    const reached = values.length === 0 ? '–' : formatOverSeeds(values, 1);
    return [model, `${NAMES[figure]}, ${protocol}`, `≥ ${atLeast.toFixed(1)} (${because})`, reached, verdict];
  });
  return formatMarkdownTable([['model', 'figure', 'target', 'mean of the seeds', 'verdict'], ...rows]);
}
