import type { EvaluationResult } from '@rs-sam/evaluation';
import type { ProtocolName } from '@rs-sam/retrieval-metrics';
import { publishedResults, publishedRowsOf } from '../published/published-results';
import { datasetOf, nameOf } from './provenance';
import type { ResultRow } from './results-table';

/**
 * The rows of a table: evaluations of the same data, the class-perfect line, and the published rows of this data set and protocol.
 */
export function resultRows(results: readonly EvaluationResult[], protocol: ProtocolName): ResultRow[] {
  const [first] = results;
  const line = first?.classPerfect?.[protocol];
  const dataset = first === undefined ? '' : datasetOf(first);
  return [
    ...results.map((result): ResultRow => {
      const { meanRecall } = result.protocols[protocol].intervals;
      const [low, high] = meanRecall.map((value) => value.toFixed(1));
      const note = `95 % interval of mR over the queries, by bootstrap: ${low} to ${high}. Ties: ${result.ties}.`;
      return { name: nameOf(result), kind: 'ours', figures: result.protocols[protocol], note };
    }),
    ...(line ? [{ name: 'class-perfect line', kind: 'line' as const, figures: line, note: null }] : []),
    ...publishedRowsOf(dataset)
      .filter((row) => row.protocol === protocol)
      .map((row): ResultRow => {
        const source = publishedResults.sources[row.source];
        return { name: row.model, kind: 'published', figures: row, note: `${source}. ${row.differs}` };
      }),
  ];
}
