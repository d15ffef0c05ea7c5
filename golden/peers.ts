import { fuseRuns, queryMap } from '@rs-sam/retrieval-metrics';
import { evaluateRankings, type RankRunOptions, rankRun } from '@rs-sam/retrieval-metrics/ranking';
import { type Comparison, compare } from './comparison';
import type { Runner } from './runner';

type Nested = Readonly<Record<string, Readonly<Record<string, number>>>>;

const tolerance = 1e-9;

/** How each group of values ranks: in trec_eval's order of ties, or in that which ir_measures has for judged shares. */
const GROUPS: Readonly<Record<string, RankRunOptions>> = {
  by_id: { ties: 'id-descending' },
  gdeval: { ties: 'id-descending' },
  judged: { ties: 'id' },
  judged_only: { ties: 'id-descending', judgedOnly: true },
};

/** Measures by their names in ir_measures, and fused runs, against ir_measures, gdeval.pl and ranx. */
export const peers: Runner = {
  kind: 'ranking measures by name, and fusion',
  covers: ({ inputs }) => 'judgements' in inputs && 'runs' in inputs,
  run({ inputs, config, expected }) {
    const qrels = queryMap(inputs.judgements as Nested);
    const run = queryMap(inputs.ranking as Nested);
    const measures = Object.entries(GROUPS).flatMap(([group, options]) => {
      const ranked = rankRun(run, qrels, options);
      return Object.entries((expected[group] ?? {}) as Nested).map(([name, values]) => {
        const [report] = evaluateRankings(ranked, [name], { empty: 'zero' });
        const ours = new Map(report?.queries.map((query, i) => [query, report.values[i] as number]));
        // gdeval.pl prints five digits.
        return compared(`${group} ${name}`, ours, values, group === 'gdeval' ? 5.1e-6 : tolerance);
      });
    });
    const runs = (inputs.runs as readonly Nested[]).map(queryMap);
    const fused = Object.entries(expected.fused as Readonly<Record<string, Nested>>).flatMap(([name, queries]) => {
      const [method, normalisation] = name.split(' ');
      const weights = method === 'weighted-sum' ? { weights: config.weights } : {};
      const ours = fuseRuns(runs, { method, normalisation, ...weights } as Parameters<typeof fuseRuns>[1]);
      return Object.entries(queries).map(([query, scores]) =>
        compared(`${name} ${query}`, ours.get(query) ?? new Map(), scores, tolerance),
      );
    });
    return [...measures, ...fused];
  },
};

function compared(
  name: string,
  ours: ReadonlyMap<number | string, number>,
  theirs: Readonly<Record<string, number>>,
  allowed: number,
): Comparison {
  const ids = Object.keys(theirs);
  return compare(
    name,
    ids.map((id) => ours.get(id) ?? Number.NaN),
    Object.values(theirs),
    allowed,
  );
}
