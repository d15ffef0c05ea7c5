import type { RetrievalFigures } from '@rs-sam/evaluation/tables';
import { publishedRowsOf } from '@rs-sam/report';
import type { PlannedRow } from '../plans/planned-row';
import { type FinishedRun, runsByRow } from '../runs/finished-run';

/** A row of a table with its runs, and the figures that the paper prints for it. */
export interface ReproducedRow {
  readonly row: PlannedRow;
  /** One run per seed. */
  readonly runs: readonly FinishedRun[];
  readonly paper: RetrievalFigures | null;
  /** The differences of the row from the paper, in sentences. */
  readonly differs: readonly string[];
}

/** The runs by row, each row with the paper's figures for this data set. */
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
      ...(row.printed === undefined ? [] : ["The paper's figures are of NWPU-RESISC45-Captions."]),
      ...(row.features === 'cnn' && features?.backbone !== 'inception-v3'
        ? [`Regions are of ${features?.backbone}; the paper's are of Inception V3.`]
        : []),
    ];
    return { row, runs: own, paper: published ?? printedFigures(row), differs };
  });
}

/** The differences of the rows from the paper, one line per difference with the names of its rows; empty without differences. */
export function formatDifferences(rows: readonly ReproducedRow[]): string[] {
  const notes = new Map<string, string[]>();
  for (const { row, differs } of rows) {
    for (const note of differs) notes.set(note, [...(notes.get(note) ?? []), row.name]);
  }
  return [...notes].map(([note, names]) => `- ${names.join(', ')}: ${note}`);
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
