import { fuseRuns, queryMap } from '@rs-sam/retrieval-metrics';
import { evaluateRankings, type RankRunOptions, rankRun } from '@rs-sam/retrieval-metrics/ranking';
import { type Comparison, compare } from './comparison';
import type { Runner } from './runner';

type Nested = Readonly<Record<string, Readonly<Record<string, number>>>>;

const tolerance = 1e-9;

/** How each group of values ranks: in trec_eval's order of ties, in that which ir_measures has for judged shares, or all orders of a tie. */
const GROUPS: Readonly<Record<string, RankRunOptions>> = {
  by_id: { ties: 'id-descending' },
  gdeval: { ties: 'id-descending' },
  ndeval: { ties: 'id-descending' },
  judged: { ties: 'id' },
  judged_only: { ties: 'id-descending', judgedOnly: true },
  ranx: { ties: 'index' },
  torchmetrics: { ties: 'expected' },
};

/** Where a peer is less exact: gdeval.pl prints five digits, torchmetrics computes in float32. */
const TOLERANCES: Readonly<Record<string, number>> = { gdeval: 5.1e-6, torchmetrics: 1e-6 };

/** A run with judgements, or runs to be fused. */
interface Case {
  readonly source: string;
  readonly judgements: Nested;
  readonly ranking: Nested;
  readonly runs?: readonly Nested[];
  readonly weights?: readonly number[];
}

/** Values of each group by measure and query. */
type Expected = Readonly<Record<string, Nested>> & {
  /** Scores by method with normalisation, query and item. */
  readonly fused?: Readonly<Record<string, Nested>>;
};

/** Measures by their names in the peers, and fused runs, against ir_measures, gdeval.pl, ranx and torchmetrics. */
export const peers: Runner = {
  kind: 'ranking measures by name, and fusion',
  covers: ({ inputs }) => 'judgements' in inputs && 'runs' in inputs,
  run: ({ inputs, config, expected }) => compareCase({ ...inputs, ...config } as unknown as Case, expected as Expected),
};

/** The same on the inputs of the peers' own test suites. */
export const peerSuites: Runner = {
  kind: 'inputs of the test suites of peers',
  covers: ({ inputs }) => 'cases' in inputs,
  run({ inputs, expected }) {
    const values = expected.cases as readonly Expected[];
    return (inputs.cases as readonly Case[]).flatMap((given, i) =>
      compareCase(given, values[i] as Expected).map((comparison) => ({
        ...comparison,
        name: `${given.source}: ${comparison.name}`,
      })),
    );
  },
};

function compareCase({ judgements, ranking, runs = [], weights }: Case, expected: Expected): Comparison[] {
  const [qrels, run] = [queryMap(judgements), queryMap(ranking)];
  const measures = Object.entries(GROUPS).flatMap(([group, options]) => {
    const ranked = rankRun(run, qrels, options);
    return Object.entries(expected[group] ?? {}).map(([name, values]) => {
      const [report] = evaluateRankings(ranked, [name], { empty: 'zero' });
      const ours = new Map(report?.queries.map((query, i) => [query, report.values[i] as number]));
      return compared(`${group} ${name}`, ours, values, TOLERANCES[group] ?? tolerance);
    });
  });
  const fused = Object.entries(expected.fused ?? {}).flatMap(([name, queries]) => {
    const [method, normalisation] = name.split(' ');
    const options = { method, normalisation, ...(method === 'weighted-sum' && { weights }) };
    const ours = fuseRuns(runs.map(queryMap), options as Parameters<typeof fuseRuns>[1]);
    return Object.entries(queries).map(([query, scores]) =>
      compared(`${name} ${query}`, ours.get(query) ?? new Map(), scores, tolerance),
    );
  });
  return [...measures, ...fused];
}

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
