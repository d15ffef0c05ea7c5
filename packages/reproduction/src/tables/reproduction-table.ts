import type { EvaluationResult } from '@rs-sam/evaluation';
import { FIGURE_COLUMNS, type RetrievalFigures, recallSumOf } from '@rs-sam/evaluation/tables';
import { plainTable, type ResultTable, type TableValue } from '@rs-sam/retrieval-metrics/tables';
import { type FinishedRun, seedsOf } from '../runs/finished-run';
import { mean } from './over-seeds';
import { formatDifferences, type ReproducedRow } from './reproduced-rows';

/** The columns of the paper's tables, without mR. */
const COLUMNS = FIGURE_COLUMNS.filter(({ name }) => name !== 'mR');

/** Each row of ours above the paper's row, under the paper's protocol: the first caption of each image is a query. */
export function reproductionTable(rows: readonly ReproducedRow[]): ResultTable {
  const line = rows[0]?.runs[0]?.result.classPerfect?.paper;
  return {
    columns: COLUMNS.map(({ label, better, decimals }) => ({ name: label, better, decimals })),
    rows: [
      ...rows.flatMap(({ row, runs, paper }) => [
        { name: `${row.name}, ${seedsOf(runs)}`, values: meansOf(runs.map(({ result }) => result.protocols.paper)) },
        ...(paper === null ? [] : [{ name: `  ${row.published}, paper`, values: meansOf([paper]) }]),
      ]),
      ...(line ? [{ name: 'class-perfect line', values: meansOf([line]) }] : []),
    ],
  };
}

/** R@sum and mR: ours with the interval over the queries, R@sum of the paper, and the difference. */
export function differencesTable(rows: readonly ReproducedRow[]): ResultTable {
  return {
    columns: ['R@sum', 'paper', 'difference', 'mR, standard protocol'].map((name) => ({ name, better: 'none' })),
    rows: rows.map(({ row, runs, paper }) => {
      const sum = estimateOf(runs, ({ protocols }) => [
        protocols.paper.recallSum,
        ...protocols.paper.intervals.recallSum,
      ]);
      const printed = paper === null ? null : recallSumOf(paper);
      const meanRecall = estimateOf(runs, ({ protocols }) => [
        protocols.standard.meanRecall,
        ...protocols.standard.intervals.meanRecall,
      ]);
      return { name: row.name, values: [sum, printed, printed === null ? null : sum.estimate - printed, meanRecall] };
    }),
  };
}

/** Both tables as text, followed by the differences of the rows from the paper. */
export function formatReproduction(rows: readonly ReproducedRow[]): string {
  const description = rows[0]?.runs[0]?.result.protocols.paper.description ?? 'no run';
  const differences = formatDifferences(rows);
  return [
    `Paper's protocol: ${description}.`,
    plainTable(reproductionTable(rows)),
    'With 95 % bootstrap intervals over the queries, means over the seeds:',
    plainTable(differencesTable(rows)),
    ...(differences.length > 0 ? ['Differences from the paper:', ...differences] : []),
  ].join('\n');
}

function meansOf(figures: readonly RetrievalFigures[]): TableValue[] {
  return COLUMNS.map(({ value }) => {
    const values = figures.map(value).filter((one) => one !== null);
    return values.length === 0 ? null : mean(values);
  });
}

/** The figure and the ends of its interval, each the mean over the seeds. */
function estimateOf(runs: readonly FinishedRun[], pick: (result: EvaluationResult) => readonly number[]) {
  const picked = runs.map(({ result }) => pick(result));
  const [estimate = 0, low = 0, high = 0] = [0, 1, 2].map((at) => mean(picked.map((values) => values[at] ?? 0)));
  return { estimate, low, high };
}
