import type { TrainingConfiguration } from '../../packages/training/src/configuration/configuration';
import { markdown } from './figures-table';
import { modelOf, type Run, seedOf } from './read-runs';

/** One change at a time: what differs from the base run, and what it gives. */
export function changesTable(runs: readonly Run[], tuned: readonly Run[]): string {
  const rows = runs.map((run) => {
    const base = baseOf(run, runs, tuned);
    const { standard, paper } = run.result.protocols;
    const before = base?.result.protocols.standard.meanRecall;
    const difference = base === undefined || before === undefined || base === run ? null : standard.meanRecall - before;
    const validation = run.result.models[0]?.validation?.meanRecall;
    return [
      base === undefined || base === run ? `${run.name} (base)` : changes(configurationOf(base), configurationOf(run)),
      modelOf(run),
      seedOf(run),
      String(run.epochs.length || '–'),
      validation?.toFixed(1) ?? '–',
      standard.meanRecall.toFixed(1),
      difference === null ? '–' : `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(1)}`,
      paper.recallSum.toFixed(1),
    ];
  });
  const head = ['change', 'model', 'seed', 'epochs', 'validation mR', 'mR', 'against base', 'R@sum, paper protocol'];
  return markdown(head, rows);
}

/** The run `base` of the experiment with the same model, else the tuned run with the same model and seed. */
function baseOf(run: Run, runs: readonly Run[], tuned: readonly Run[]): Run | undefined {
  const alike = (other: Run) => modelOf(other) === modelOf(run) && seedOf(other) === seedOf(run);
  return runs.find((other) => other.name.startsWith('base') && alike(other)) ?? tuned.find(alike);
}

function configurationOf({ result }: Run): TrainingConfiguration {
  return result.models[0]?.configuration as TrainingConfiguration;
}

/** The fields of a configuration that differ, as `clip: leaky`. */
function changes(base: TrainingConfiguration, other: TrainingConfiguration): string {
  const flat = ({ options, ...fields }: TrainingConfiguration): Record<string, unknown> => ({ ...options, ...fields });
  const [before, after] = [flat(base), flat(other)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
  const told = names
    .filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
    .map((name) => `${name}: ${text(after[name])}${name in before ? ` (was ${text(before[name])})` : ''}`);
  return told.join(', ') || 'nothing';
}
