import { publishedRowsOf } from '../../packages/training/src/report/published-results';
import { byModel, notes } from './comparison';
import { figuresTable, markdown, meanAndDeviation } from './figures-table';
import type { Run } from './read-runs';

/** What the paper calls our models, by how their names begin. */
const PAPER_NAMES: readonly (readonly [prefix: string, name: string])[] = [
  ['sam-t2i', 'SAM t-i'],
  ['sam-i2t', 'SAM i-t'],
  ['scan', 'SCAN'],
  ['imram', 'IMRAM'],
  ['pfan', 'PFAN'],
  ['mtfn', 'MTFN'],
];

/** The paper's table by the paper's protocol: each model of ours above the row that it reproduces, and the difference by R@sum. */
export function reproduction(runs: readonly Run[]): string {
  const published = publishedRowsOf(runs[0]?.dataset ?? '').filter(({ source }) => source === 'sam');
  const groups = byModel(runs).map(({ model, runs: seeds }) => {
    const name = PAPER_NAMES.find(([prefix]) => model.startsWith(prefix))?.[1];
    return {
      model,
      figures: seeds.map(({ result }) => result.protocols.paper),
      row: published.find((row) => row.model === name),
    };
  });
  const rows = groups.flatMap(({ model, figures, row }) => [
    { name: `${model}, ${figures.length === 1 ? '1 seed' : `${figures.length} seeds`}`, figures },
    ...(row ? [{ name: `${row.model} (paper)`, figures: [row] }] : []),
  ]);
  const line = runs[0]?.result.classPerfect?.paper;
  const sums = groups.map(({ model, figures, row }) => {
    const ours = figures.map(({ recallSum }) => recallSum);
    const mean = ours.reduce((sum, value) => sum + value, 0) / ours.length;
    const theirs = row?.recallSum ?? null;
    const difference = theirs === null ? '–' : (mean - theirs).toFixed(1).replace('-', '−');
    return [model, meanAndDeviation(ours, 1), theirs?.toFixed(1) ?? '–', difference];
  });
  return [
    figuresTable(line ? [...rows, { name: '*class-perfect line*', figures: [line] }] : rows),
    markdown(['R@sum', 'ours', 'paper', 'difference'], sums),
    notes(groups.flatMap(({ row }) => row ?? [])),
  ].join('\n\n');
}
