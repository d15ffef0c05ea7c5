import { canonicalJson } from '@rs-sam/foundation/formats';
import { plainTable, type ResultTable } from '@rs-sam/retrieval-metrics/tables';
import { completeConfiguration, type TrainingConfiguration } from '@rs-sam/training';
import { type FinishedRun, runsByRow, seedsOf } from '../runs/finished-run';
import { mean, standardDeviation } from './over-seeds';

/** One change at a time: the difference from the baseline's configuration, and mR and R@sum with it, means over the seeds. */
export function changesTable(runs: readonly FinishedRun[], baseline: string): ResultTable {
  const rows = runsByRow(runs);
  const base = rows.find(([run]) => run?.row.name === baseline) ?? [];
  return {
    columns: [
      { name: 'mR', better: 'higher' },
      { name: `against ${baseline}`, better: 'none' },
      { name: 'R@sum, paper protocol', better: 'higher' },
    ],
    rows: rows.map((ofRow) => {
      const meanRecall = mean(ofRow.map(({ result }) => result.protocols.standard.meanRecall));
      const before = mean(base.map(({ result }) => result.protocols.standard.meanRecall));
      const difference = ofRow === base || base.length === 0 ? null : meanRecall - before;
      const recallSum = mean(ofRow.map(({ result }) => result.protocols.paper.recallSum));
      return { name: `${labelOf(ofRow, base)}, ${seedsOf(ofRow)}`, values: [meanRecall, difference, recallSum] };
    }),
  };
}

/** The images that were evaluated, and the effect of the seed alone: the standard deviation of the baseline's mR over its seeds. */
export function changesNote(runs: readonly FinishedRun[], baseline: string): string {
  const { part, images, captions } = (runs[0] as FinishedRun).result.data;
  const values = runs
    .filter(({ row }) => row.name === baseline)
    .map(({ result }) => result.protocols.standard.meanRecall);
  const spread =
    values.length < 2
      ? ''
      : ` The ${values.length} seeds of ${baseline} alone have a standard deviation of ${standardDeviation(values).toFixed(1)}.`;
  return `On the part ${part}: ${images} images, ${captions} captions. Standard protocol, except for R@sum.${spread}`;
}

/** The note and the table as text. */
export function formatChanges(runs: readonly FinishedRun[], baseline: string): string {
  return `${changesNote(runs, baseline)}
${plainTable(changesTable(runs, baseline))}`;
}

function labelOf(runs: readonly FinishedRun[], base: readonly FinishedRun[]): string {
  const [run] = runs as [FinishedRun];
  if (runs === base || base.length === 0) return run.row.name;
  const { row } = run;
  const told = changes(configurationOf(base[0] as FinishedRun), configurationOf(run));
  return [told, row.init === true ? 'started from another run' : '', row.kept === true ? 'kept' : '']
    .filter(Boolean)
    .join(', ');
}

function configurationOf({ result }: FinishedRun): TrainingConfiguration {
  return completeConfiguration({ ...result.models[0]?.configuration }) as unknown as TrainingConfiguration;
}

/** The fields of a configuration that differ, as `clip: leaky (was relu)`. */
function changes(base: TrainingConfiguration, other: TrainingConfiguration): string {
  const flat = ({ options, seed: _, ...fields }: TrainingConfiguration): Record<string, unknown> => ({
    ...options,
    ...fields,
  });
  const [before, after] = [flat(base), flat(other)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
  const told = names
    .filter((name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null))
    .map((name) => `${name}: ${text(after[name])}${name in before ? ` (was ${text(before[name])})` : ''}`);
  return told.join(', ') || 'nothing';
}
