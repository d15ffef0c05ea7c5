import { type ProtocolName, plainTable, type ResultTable, type TableValue } from '@rs-sam/retrieval-metrics';
import type { EvaluationResult, ProtocolResult } from './evaluation-result';

/** The figures of some evaluations and of the class-perfect line, one row each: for a terminal through `plainTable`, or any other printer. */
export function evaluationTable(
  results: readonly { readonly name: string; readonly result: EvaluationResult }[],
  protocol: ProtocolName = 'standard',
): ResultTable {
  const line = results[0]?.result.classPerfect?.[protocol];
  const rows = results.map(({ name, result }) => ({ name, values: valuesOf(result.protocols[protocol]) }));
  return {
    columns: ['I→T', 'T→I']
      .flatMap((direction) => [
        ...[1, 5, 10].map((k) => ({ name: `${direction} R@${k}` })),
        { name: 'MedR', better: 'lower' as const, decimals: 0 },
        { name: 'MeanR', better: 'lower' as const },
      ])
      .concat([{ name: 'R@sum' }, { name: 'mR' }]),
    rows: line === undefined ? rows : [...rows, { name: 'class-perfect line', values: valuesOf(line) }],
  };
}

/** One evaluation as text: both protocols, each with the line to beat. */
export function printEvaluation(result: EvaluationResult): string {
  const name = result.models.map(({ configuration }) => configuration.model).join(' + ');
  return (Object.keys(result.protocols) as ProtocolName[])
    .map((protocol) => {
      const { description } = result.protocols[protocol];
      return `${protocol} protocol, ties ${result.ties}: ${description}\n${plainTable(evaluationTable([{ name, result }], protocol))}`;
    })
    .join('\n\n');
}

function valuesOf({
  imageToText,
  textToImage,
  recallSum,
  meanRecall,
}: Omit<ProtocolResult, 'intervals'>): TableValue[] {
  const directions = [imageToText, textToImage].flatMap(({ recall, medianRank, meanRank }) => [
    ...[1, 5, 10].map((k) => recall[k] ?? null),
    medianRank,
    meanRank,
  ]);
  return [...directions, recallSum, meanRecall];
}
