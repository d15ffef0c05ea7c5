import { type ProtocolName } from '@rs-sam/retrieval-metrics';
import { plainTable, type ResultTable, type TableValue } from '@rs-sam/retrieval-metrics/tables';
import { FIGURE_COLUMNS, type RetrievalFigures } from './figure-columns';
import type { EvaluationResult } from './evaluation-result';

/** The figures of some evaluations and of the class-perfect line, one row each: for a terminal through `plainTable`, or any other printer. */
export function evaluationTable(
  results: readonly { readonly name: string; readonly result: EvaluationResult }[],
  protocol: ProtocolName = 'standard',
): ResultTable {
  const line = results[0]?.result.classPerfect?.[protocol];
  const rows = results.map(({ name, result }) => ({ name, values: valuesOf(result.protocols[protocol]) }));
  return {
    columns: FIGURE_COLUMNS.map(({ label, better, decimals }) => ({ name: label, better, decimals })),
    rows: line === undefined ? rows : [...rows, { name: 'class-perfect line', values: valuesOf(line) }],
  };
}

/** One evaluation as text: both protocols, each with the class-perfect line. */
export function formatEvaluation(result: EvaluationResult): string {
  const name = result.models.map(({ configuration }) => configuration.model).join(' + ');
  return (Object.keys(result.protocols) as ProtocolName[])
    .map((protocol) => {
      const { description } = result.protocols[protocol];
      return `${protocol} protocol, ties ${result.ties}: ${description}\n${plainTable(evaluationTable([{ name, result }], protocol))}`;
    })
    .join('\n\n');
}

function valuesOf(figures: RetrievalFigures): TableValue[] {
  return FIGURE_COLUMNS.map(({ value }) => value(figures));
}
