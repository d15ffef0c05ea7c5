import { FIGURE_COLUMNS, type RetrievalFigures, recallSumOf } from '@rs-sam/evaluation/tables';
import { publishedRowsOf } from '@rs-sam/report';
import { plainTable, type ResultTable, type TableValue } from '@rs-sam/retrieval-metrics/tables';
import { mean } from './over-seeds';
import type { PlannedRow } from './reproduction-plan';
import type { FinishedRun } from './run-plan';

/** The columns of the paper's tables; mR is ours and theirs would be derived. */
const COLUMNS = FIGURE_COLUMNS.filter(({ name }) => name !== 'mR');

/** A row of a table with its runs, and what the paper prints for it. */
export interface ReproducedRow {
  readonly row: PlannedRow;
  /** One a seed. */
  readonly runs: readonly FinishedRun[];
  readonly paper: RetrievalFigures | null;
  /** What is not like for like, in sentences; empty where all is. */
  readonly differs: readonly string[];
}

/** The runs row by row, each with the paper's own figures for this data set. */
export function reproducedRows(runs: readonly FinishedRun[]): ReproducedRow[] {
  return runsByRow(runs).map((own) => {
    const { row, result } = own[0] as FinishedRun;
    const features = result.models[0]?.features;
    const published = publishedRowsOf(features?.dataset ?? '').find(
      ({ model, source }) => source === 'sam' && model === row.published,
    );
    const differs = [
      ...(row.differs === undefined ? [] : [row.differs]),
      ...(published === undefined ? [] : [published.differs]),
      ...(row.printed === undefined ? [] : ['The paper’s figures are of NWPU-RESISC45-Captions.']),
      ...(row.features === 'cnn' && features?.backbone !== 'inception-v3'
        ? [`Regions are of ${features?.backbone}; the paper’s are of Inception V3.`]
        : []),
    ];
    return { row, runs: own, paper: published ?? printedFigures(row), differs };
  });
}

/** Ours above the paper's, row after row, under the paper's protocol: the first caption of each image asks. */
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

/** R@sum and mR: ours with their interval over the queries, the paper's, and the difference. */
export function differencesTable(rows: readonly ReproducedRow[]): ResultTable {
  return {
    columns: ['R@sum', 'paper', 'difference', 'mR, standard protocol'].map((name) => ({ name, better: 'none' })),
    rows: rows.map(({ row, runs, paper }) => {
      const sum = estimateOf(runs, (run) => [
        run.protocols.paper.recallSum,
        ...run.protocols.paper.intervals.recallSum,
      ]);
      const printed = paper === null ? null : recallSumOf(paper);
      const mean = estimateOf(runs, ({ protocols: { standard } }) => [
        standard.meanRecall,
        ...standard.intervals.meanRecall,
      ]);
      return { name: row.name, values: [sum, printed, printed === null ? null : sum.estimate - printed, mean] };
    }),
  };
}

/** What is not like for like with the paper, a line a note; empty where all is. */
export function notLikeForLike(rows: readonly ReproducedRow[]): string[] {
  const notes = new Map<string, string[]>();
  for (const { row, differs } of rows) {
    for (const note of differs) notes.set(note, [...(notes.get(note) ?? []), row.name]);
  }
  return [...notes].map(([note, names]) => `- ${names.join(', ')}: ${note}`);
}

/** Both tables as text, and below them what is not like for like. */
export function printReproduction(rows: readonly ReproducedRow[]): string {
  const description = rows[0]?.runs[0]?.result.protocols.paper.description ?? 'no run';
  const notes = notLikeForLike(rows);
  return [
    `Paper's protocol: ${description}.`,
    plainTable(reproductionTable(rows)),
    'With 95 % bootstrap intervals over the queries, means over the seeds:',
    plainTable(differencesTable(rows)),
    ...(notes.length > 0 ? ['Not like for like:', ...notes] : []),
  ].join('\n');
}

/** The runs of each row, one a seed, in the order in which the rows first stand. */
export function runsByRow(runs: readonly FinishedRun[]): FinishedRun[][] {
  const rows = [...new Set(runs.map(({ row }) => row))];
  return rows.map((row) => runs.filter((run) => run.row === row));
}

/** `seed 1`, or `seeds 1 2 3`. */
export function seedsOf(runs: readonly FinishedRun[]): string {
  const seeds = runs.map(({ seed }) => seed);
  return seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.join(' ')}`;
}

function meansOf(figures: readonly RetrievalFigures[]): TableValue[] {
  return COLUMNS.map(({ value }) => {
    const values = figures.map(value).filter((one) => one !== null);
    return values.length === 0 ? null : mean(values);
  });
}

function estimateOf(
  runs: readonly FinishedRun[],
  pick: (result: FinishedRun['result']) => readonly [number, number, number] | readonly number[],
) {
  const picked = runs.map(({ result }) => pick(result));
  const [estimate = 0, low = 0, high = 0] = [0, 1, 2].map((at) => mean(picked.map((values) => values[at] ?? 0)));
  return { estimate, low, high };
}

function printedFigures({ printed }: PlannedRow): RetrievalFigures | null {
  if (printed === undefined) return null;
  const direction = (values: readonly number[]) => ({
    recall: { 1: values[0] ?? 0, 5: values[1] ?? 0, 10: values[2] ?? 0 },
  });
  return {
    imageToText: direction(printed.slice(0, 3)),
    textToImage: direction(printed.slice(3)),
    recallSum: printed.reduce((sum, value) => sum + value, 0),
    meanRecall: null,
  };
}
