import { publishedRowsOf } from '@rs-sam/report';
import { formatOverSeeds, mean } from '../tables/over-seeds';
import { modelOf, type Run } from './read-runs';

/** Runs of one experiment with the same models. */
interface Group {
  readonly experiment: string;
  readonly model: string;
  readonly runs: readonly Run[];
}

/**
 * The three lines that open a page: the best single model, the largest ensemble, and what they are compared with. The model is chosen
 * by the validation mR of its epochs, never by its figures on the test part; of equals the later experiment counts.
 */
export function summaryLines(runs: readonly Run[], titleOf: (experiment: string) => string): string {
  const groups = grouped(runs);
  const single = last(
    groups.filter(({ runs: [run] }) => members(run) === 1),
    validation,
  );
  const ensemble = last(
    groups.filter(({ runs: [run] }) => members(run) > 1),
    ({ runs: [run] }) => members(run),
  );
  const lines = [
    single && `- **Best single model by its validation:** ${described(single, titleOf)}`,
    ensemble && `- **Largest ensemble:** ${described(ensemble, titleOf)}`,
    `- **To compare:** ${compared(runs)}`,
  ];
  return lines.filter(Boolean).join('\n');
}

function grouped(runs: readonly Run[]): Group[] {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const { experiment } = run;
    const model = modelOf(run);
    const key = `${experiment}/${model}`;
    groups.set(key, { experiment, model, runs: [...(groups.get(key)?.runs ?? []), run] });
  }
  return [...groups.values()];
}

const members = (run: Run | undefined) => run?.result.models.length ?? 0;

function validation({ runs }: Group): number {
  const best = runs.map(({ result }) => result.models[0]?.validation?.meanRecall ?? Number.NEGATIVE_INFINITY);
  return mean(best);
}

/** The last group of those with the highest value. */
function last(groups: readonly Group[], value: (group: Group) => number): Group | undefined {
  return groups.reduce<Group | undefined>(
    (best, group) => (best && value(best) > value(group) ? best : group),
    undefined,
  );
}

function described({ experiment, model, runs }: Group, titleOf: (experiment: string) => string): string {
  const over = (values: readonly number[]) => formatOverSeeds(values, 1);
  const standard = over(runs.map(({ result }) => result.protocols.standard.meanRecall));
  const paper = over(runs.map(({ result }) => result.protocols.paper.recallSum));
  const seeds = runs.length === 1 ? '' : `, ${runs.length} seeds`;
  return `${model}${seeds} (${titleOf(experiment)}): mR ${standard}, R@sum in the paper's protocol ${paper}.`;
}

function compared([run]: readonly Run[]): string {
  const line = run?.result.classPerfect;
  const published = publishedRowsOf(run?.dataset ?? '');
  const standard = published
    .filter(({ protocol, meanRecall }) => protocol === 'standard' && meanRecall !== null)
    .map((row) => `${row.model} mR ${row.meanRecall}`);
  const paper = published
    .filter(({ protocol, recallSum }) => protocol === 'paper' && recallSum !== null)
    .map((row) => `${row.model} R@sum ${row.recallSum}`);
  const perfect = line
    ? [`the class-perfect line mR ${line.standard.meanRecall.toFixed(1)}, R@sum ${line.paper.recallSum.toFixed(1)}`]
    : [];
  return `${[...perfect, ...standard, ...paper].join('; ')}.`;
}
