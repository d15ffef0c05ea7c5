import { publishedResults, publishedRowsOf } from '@rs-sam/report';
import { type FiguresRow, figuresTable } from './figures-table';
import { modelOf, type Run, seedOf } from './read-runs';

type Protocol = 'standard' | 'paper';

/** Runs of the same model, one per seed. */
interface ModelRuns {
  readonly model: string;
  readonly runs: readonly Run[];
}

/** The runs by model, in the order in which the models first appear. */
function byModel(runs: readonly Run[]): ModelRuns[] {
  const models = [...new Set(runs.map(modelOf))];
  return models.map((model) => ({ model, runs: runs.filter((run) => modelOf(run) === model) }));
}

/** A table of one protocol: each seed, the mean of the seeds, the class-perfect line and the published rows. */
export function comparison(runs: readonly Run[], protocol: Protocol): string {
  const rows: FiguresRow[] = byModel(runs).flatMap(({ model, runs: seeds }) => [
    ...seeds.map((run) => ({ name: `${model}, seed ${seedOf(run)}`, figures: [run.result.protocols[protocol]] })),
    ...(seeds.length > 1
      ? [
          {
            name: `**${model}, ${seeds.length} seeds**`,
            figures: seeds.map(({ result }) => result.protocols[protocol]),
          },
        ]
      : []),
  ]);
  const line = runs[0]?.result.classPerfect?.[protocol];
  if (line) rows.push({ name: '*class-perfect line*', figures: [line] });
  const published = publishedRowsOf(runs[0]?.dataset ?? '').filter((row) => row.protocol === protocol);
  rows.push(...published.map((row) => ({ name: `${row.model} (published)`, figures: [row] })));
  return [figuresTable(rows), notes(published)].filter(Boolean).join('\n\n');
}

/** The sources of the published rows, and their differences from ours. */
function notes(rows: readonly (typeof publishedResults.rows)[number][]): string {
  const texts = new Map<string, string[]>();
  for (const { model, source, differs } of rows) {
    const text = `${publishedResults.sources[source]}. ${differs}`;
    texts.set(text, [...(texts.get(text) ?? []), model]);
  }
  return [...texts].map(([text, models]) => `- ${models.join(', ')}: ${text}`).join('\n');
}
