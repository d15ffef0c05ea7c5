import { checkOptions, integer, listed, matching, oneOf, text } from '@rs-sam/foundation/options';
import { InvalidOptionError } from '../errors';
import type { Measure } from '../measures/measure';
import { emptyRule } from '../option-rules';
import { checkQueryMap } from '../ranking/check-query-map';
import { evaluateRankings, type MeasureReport } from '../ranking/evaluate-rankings';
import type { QueryMap } from '../ranking/query-map';
import { type RankRunOptions, rankRun, rankRunRules } from '../ranking/rank-run';
import { CORRECTIONS, type Correction } from '../statistics/adjust-p-values';
import { compareSystems } from '../statistics/compare-systems';
import { type RandomisationOptions, randomisationRules } from '../statistics/randomisation-test';
import type { ResultTable } from '../tables/table';
import type { EmptyPolicy } from '../tie-policy';
import { comparisonTable } from './comparison-table';
import type { RunPair } from './run-pair';

export interface RunComparisonOptions extends RandomisationOptions, Pick<RankRunOptions, 'ties' | 'judgedOnly'> {
  /** Measures or their names, as `parseMeasure` reads them. Default `nDCG@10` and `AP`. */
  readonly measures?: readonly (Measure | string)[];
  /** The run that every other one is compared with. Default: every pair is compared. */
  readonly baseline?: string;
  /** Default `randomisation`. */
  readonly test?: 'randomisation' | 't';
  /** For the number of comparisons of each measure. Default `holm`. */
  readonly correction?: Correction;
  /** A difference is marked where its adjusted p-value is below this. Default 0.05. */
  readonly alpha?: number;
  /** As in `evaluateRankings`. Default `error`. */
  readonly empty?: EmptyPolicy;
  /** Decimals in the table. Default 3. */
  readonly decimals?: number;
}

export interface RunComparison {
  /** The reports of each run, in the order of the measures. */
  readonly reports: ReadonlyMap<string, readonly MeasureReport[]>;
  /** Every pair under every measure. */
  readonly pairs: readonly RunPair[];
  /**
   * One row per run, one column per measure, for `plainTable`, `markdownTable` or `latexTable`. With a baseline, figures that differ
   * from its own are marked `†`, or `‡` where the p-value is below a fifth of `alpha`. Without one, each run has a letter, and a figure is
   * marked with the letters of the runs that it is better than.
   */
  readonly table: ResultTable;
}

const measuresRule = matching('a list of measures or their names', (value) => Array.isArray(value) && value.length > 0);

const rules = {
  ...randomisationRules,
  ties: rankRunRules.ties,
  judgedOnly: rankRunRules.judgedOnly,
  measures: measuresRule,
  baseline: text('the name of a run'),
  test: oneOf(['randomisation', 't']),
  correction: oneOf(CORRECTIONS),
  alpha: matching('a number between 0 and 1', (value) => typeof value === 'number' && value > 0 && value < 1),
  empty: emptyRule,
  decimals: integer(0),
};

/**
 * Runs against judgements in one call: figures, paired tests, wins, ties and losses, and the table. A query that a run lacks counts as a
 * miss, so that all runs have the same queries. Throws `EmptyRelevanceError`, `NotANumberError`, `RelevanceError`, and
 * `InvalidOptionError`, also for a measure that is a count.
 *
 * @param runs the runs by their names: an object or a map.
 *
 * @example
 * const { table, pairs } = compare(qrels, { bm25: run, ours: queryMap({ q1: { d1: 1, d2: 0.5 } }) }, { measures: ['RR'] });
 * console.log(pairs[0].a, pairs[0].b, pairs[0].wins, pairs[0].ties, pairs[0].losses); // bm25 ours 0 0 1
 */
export function compare(
  qrels: QueryMap,
  runs: Readonly<Record<string, QueryMap>> | ReadonlyMap<string, QueryMap>,
  options: RunComparisonOptions = {},
): RunComparison {
  checkOptions('compare', rules, options);
  checkQueryMap('qrels', qrels);
  const named = runsByName(runs);
  const { measures = ['nDCG@10', 'AP'], baseline, alpha = 0.05, decimals = 3, empty, ...rest } = options;
  if (baseline !== undefined && !named.has(baseline)) {
    throw new InvalidOptionError('baseline', baseline, listed([...named.keys()]));
  }
  const { ties, judgedOnly, ...testOptions } = rest;
  const ranking = { ...(ties && { ties }), ...(judgedOnly !== undefined && { judgedOnly }) };
  const reports = new Map(
    Array.from(named, ([name, run]) => [
      name,
      evaluateRankings(rankRun(run, qrels, ranking), measures, empty === undefined ? {} : { empty }),
    ]),
  );
  const names = [...reports.values()][0]?.map(({ name }) => name) ?? [];
  const pairs = names.flatMap((measure, m) => {
    const valuesOf = (run: string) => reports.get(run)?.[m]?.values as Float64Array;
    const systems = Array.from(named.keys(), (name) => ({ name, values: valuesOf(name) }));
    if (systems.length < 2) return [];
    const compared = compareSystems(systems, { ...testOptions, ...(baseline !== undefined && { baseline }) });
    return compared.map((pair) => ({ measure, ...pair, ...outcomes(valuesOf(pair.a), valuesOf(pair.b)) }));
  });
  return { reports, pairs, table: comparisonTable(reports, pairs, { baseline, alpha, decimals }) };
}

function runsByName(runs: unknown): Map<string, QueryMap> {
  const entries =
    runs instanceof Map ? [...runs] : typeof runs === 'object' && runs !== null ? Object.entries(runs) : [];
  if (entries.length === 0) throw new InvalidOptionError('runs', runs, 'an object or a map of runs by their names');
  for (const [name, run] of entries) checkQueryMap(`runs.${name}`, run);
  return new Map(entries);
}

function outcomes(a: Float64Array, b: Float64Array): { wins: number; ties: number; losses: number } {
  const differences = a.map((value, i) => value - (b[i] as number));
  const wins = differences.filter((difference) => difference > 1e-12).length;
  const losses = differences.filter((difference) => difference < -1e-12).length;
  return { wins, ties: differences.length - wins - losses, losses };
}
