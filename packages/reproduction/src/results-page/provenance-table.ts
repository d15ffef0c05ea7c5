import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { modelOf, type Run, seedOf } from './read-runs';

/** The provenance of each row, from the files of the run. */
export function provenanceTable(runs: readonly Run[]): string {
  const rows = runs.map((run) => {
    const { data, views, engine, machine, scores, commandLine, ties, finishedAt } = run.result;
    const trained = run.epochs.at(-1);
    const split = `${data.part} ${data.splitHash.slice(0, 12)}, ${data.images} images, ${data.captions} captions (${data.distinctCaptions} different)${views.length > 1 ? `, mean of ${views.length} views` : ''}`;
    return [
      `[${run.name}](../../${run.folder}/result.json)`,
      modelOf(run),
      seedOf(run),
      split,
      ties,
      trained === undefined ? '–' : `${trained.epoch} epochs in ${formatDuration(trained.seconds)}`,
      run.result.models.map(chosenBy).join('; '),
      engine,
      machine,
      commandLine === null ? '–' : `\`${commandLine}\``,
      `\`${scores.sha256.slice(0, 12)}\``,
      finishedAt.slice(0, 10),
    ];
  });
  const head = [
    'run',
    'model',
    'seed',
    'split and gallery',
    'ties',
    'training',
    'epoch chosen by',
    'engine',
    'machine',
    'command',
  ];
  return formatMarkdownTable([[...head, "scores' SHA-256", 'date'], ...rows]);
}

/** `mR 46.5 on val, epoch 9`. */
function chosenBy({ validation, configuration }: Run['result']['models'][number]): string {
  if (validation === null) return 'none: the last epoch';
  return `mR ${validation.meanRecall.toFixed(1)} on ${configuration.validationPart}, epoch ${validation.epoch}`;
}

/** `12 min`, `3.4 h`. */
export function formatDuration(seconds: number): string {
  return seconds < 5400 ? `${(seconds / 60).toFixed(seconds < 600 ? 1 : 0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
