import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { presetConfiguration } from '@rs-sam/training';
import { formatDuration } from './provenance-table';
import { modelOf, type Run } from './read-runs';

/** The time of an epoch, and the projected time of all epochs of the paper. */
export function timingTable(runs: readonly Run[]): string {
  const { epochs } = presetConfiguration('paper', 't2i');
  const rows = runs.flatMap((run) => {
    const [model] = run.result.models;
    const last = run.epochs.at(-1);
    if (model === undefined || last === undefined) return [];
    const { batchSize } = model.configuration;
    const { regions, depth } = model.features;
    const each = last.seconds / last.epoch;
    const sizes = `B ${batchSize}, K ${regions}, D ${depth}, ${last.step / last.epoch} steps`;
    return [
      [
        run.name,
        modelOf(run),
        sizes,
        formatDuration(each),
        `${epochs} epochs: ${formatDuration(each * epochs)}`,
        run.result.machine,
      ],
    ];
  });
  return formatMarkdownTable([
    ['run', 'model', 'sizes', 'epoch, validation included', 'projected', 'machine'],
    ...rows,
  ]);
}
