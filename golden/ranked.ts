import { queryMap } from '@rs-sam/retrieval-metrics';
import {
  averagePrecision,
  bpref,
  dcg,
  f1,
  hitRate,
  type Measure,
  ndcg,
  precision,
  rbp,
  recall,
  reciprocalRank,
  rPrecision,
} from '@rs-sam/retrieval-metrics/measures';
import { evaluateRankings, type RankedQuery, rankRun } from '@rs-sam/retrieval-metrics/ranking';
import { type Comparison, compare } from './comparison';
import type { Runner } from './runner';

type Nested = Readonly<Record<string, Readonly<Record<string, number>>>>;
type At = { readonly at?: number; readonly relevantFrom?: number };

const tolerance = 1e-9;

/** ranx's names: `ndcg@5`, `rbp.95`. */
const ranxMeasures: Readonly<Record<string, (options: At) => Measure>> = {
  map: averagePrecision,
  ndcg: ({ at }) => ndcg(cut(at)),
  ndcg_burges: ({ at }) => ndcg({ ...cut(at), gain: 'exponential' }),
  dcg: ({ at }) => dcg(cut(at)),
  mrr: reciprocalRank,
  precision,
  recall,
  hit_rate: hitRate,
  f1,
  r_precision: rPrecision,
};

/** trec_eval's names: `map_cut_5`, `P_10`. */
const trecMeasures: Readonly<Record<string, (options: At) => Measure>> = {
  map: averagePrecision,
  map_cut: averagePrecision,
  Rprec: rPrecision,
  bpref,
  recip_rank: reciprocalRank,
  P: precision,
  recall,
  ndcg: ({ at }) => ndcg(cut(at)),
  ndcg_cut: ({ at }) => ndcg(cut(at)),
  success: hitRate,
  set_P: precision,
  set_recall: recall,
  set_F: f1,
  rbp: () => rbp({ persistence: 0.9, gain: 'scaled' }),
};

/** ir_measures' names: `nDCG@10`, `P(rel=2)@10`. */
const irMeasures: Readonly<Record<string, (options: At) => Measure>> = {
  AP: averagePrecision,
  nDCG: ({ at }) => ndcg(cut(at)),
  RR: reciprocalRank,
  P: precision,
  Rprec: rPrecision,
  Bpref: bpref,
  R: recall,
  Success: hitRate,
};

/** Ranking measures on a run and its judgements, against ranx, ir_measures and trec_eval. */
export const ranked: Runner = {
  kind: 'ranking measures',
  covers: ({ inputs }) => 'qrels' in inputs && 'run' in inputs,
  run({ inputs, expected }) {
    const qrels = queryMap(inputs.qrels as Nested);
    // trec_eval orders equal scores by id, descending: items in the order of their ids under `index-descending`.
    const run = queryMap(
      Object.fromEntries(
        Object.entries(inputs.run as Nested).map(([query, scores]) => [
          query,
          Object.fromEntries(Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1))),
        ]),
      ),
    );
    const judged = (missing: 'skip' | 'zero') => rankRun(run, qrels, { ties: 'index-descending', missing });
    const comparisons: Comparison[] = [];

    for (const [name, values] of Object.entries((expected.measures ?? {}) as Record<string, RanxValues>)) {
      const measure = ranxMeasure(name);
      if (measure)
        comparisons.push(...compareMeasure(name, measure, judged('zero'), { ...values.per_query, all: values.mean }));
    }
    const variants = {
      trec_eval: expected.trec_eval,
      default: expected.default,
      complete: expected.complete,
      level2: expected.level2,
    };
    for (const [variant, measures] of Object.entries(variants)) {
      for (const [name, values] of Object.entries((measures ?? {}) as Nested)) {
        const measure = trecMeasure(name, variant === 'level2' ? 2 : 0);
        const queries = judged(variant === 'complete' ? 'zero' : 'skip');
        if (measure) comparisons.push(...compareMeasure(`${variant} ${name}`, measure, queries, values));
      }
    }
    comparisons.push(...compareReadme(expected, judged('zero')));
    return comparisons;
  },
};

interface RanxValues {
  readonly per_query: Readonly<Record<string, number>>;
  readonly mean: number;
}

function ranxMeasure(name: string): Measure | undefined {
  const persistence = /^rbp(\.\d+)$/.exec(name)?.[1];
  if (persistence !== undefined) return rbp({ persistence: Number(persistence), gain: 'linear' });
  const [base, at] = name.split('@') as [string, string?];
  return ranxMeasures[base]?.(cut(at));
}

function trecMeasure(name: string, relevantFrom: number): Measure | undefined {
  const [, base, at] = /^(.*?)(?:_(\d+))?$/.exec(name) as unknown as [string, string, string?];
  return trecMeasures[base]?.({ ...cut(at), relevantFrom });
}

/** The values that a README prints, to its last digit: ranx truncates one of them, so the tolerance is one unit of that digit. */
function compareReadme(expected: Readonly<Record<string, unknown>>, queries: readonly RankedQuery[]): Comparison[] {
  const means = (expected.readme ?? {}) as Readonly<Record<string, number>>;
  const perQuery = (expected.readme_per_query ?? {}) as Nested;
  return Object.entries(means).flatMap(([name, mean]) => {
    const [, base, level, at] = /^(\w+)(?:\(rel=(\d+)\))?(?:@(\d+))?$/.exec(name) as unknown as [
      string,
      string,
      string?,
      string?,
    ];
    const measure = irMeasures[base]?.({ ...cut(at), relevantFrom: Number(level ?? 0) }) ?? ranxMeasure(name);
    if (!measure) return [];
    const digits = String(mean).split('.')[1]?.length ?? 0;
    const [report] = evaluateRankings(queries, [measure], { empty: 'zero' });
    return [
      compare(`readme ${name}`, [report?.mean ?? Number.NaN], [mean], digits > 10 ? tolerance : 10 ** -digits),
      ...Object.entries(perQuery).flatMap(([query, values]) => {
        const value = values[name];
        const index = report?.queries.indexOf(query) ?? -1;
        return value === undefined
          ? []
          : [compare(`readme ${name} ${query}`, [report?.values[index] ?? Number.NaN], [value], tolerance)];
      }),
    ];
  });
}

function compareMeasure(
  name: string,
  measure: Measure,
  queries: readonly RankedQuery[],
  { all, ...perQuery }: Readonly<Record<string, number>>,
): Comparison[] {
  const [report] = evaluateRankings(queries, [measure], { empty: 'zero' });
  const ours = new Map(report?.queries.map((query, i) => [query, report.values[i] as number]));
  const ids = Object.keys(perQuery);
  return [
    compare(`${name} mean`, [report?.mean ?? Number.NaN], [all as number], tolerance),
    compare(
      `${name} by query`,
      ids.map((id) => ours.get(id) ?? Number.NaN),
      Object.values(perQuery),
      tolerance,
    ),
  ];
}

function cut(at: number | string | undefined): { readonly at?: number } {
  return at === undefined ? {} : { at: Number(at) };
}
