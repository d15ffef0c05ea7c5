import { basename } from 'node:path';
import { formatTable, printableData } from '@rs-sam/foundation/text';
import type { MeasureReport, RunTiePolicy } from '@rs-sam/retrieval-metrics/ranking';
import { Option } from 'commander';
import { checkRunOfResult } from '../../data/run-of-result';
import { formatCount } from '../../output/format-count';
import { BEST_EXPLAINED } from '../../output/legend';
import type { Reporter } from '../../output/reporter';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options {
  readonly qrels?: string;
  readonly measures: string;
  readonly ties: RunTiePolicy;
  readonly missing: 'zero' | 'skip';
  readonly judgedOnly: boolean;
  readonly perQuery: boolean;
  readonly baseline?: string;
}

const TIES = ['id-descending', 'id', 'expected', 'optimistic', 'pessimistic', 'index', 'index-descending'];

export const metrics = defineCommand<Options>({
  name: 'metrics',
  summary: 'evaluate TREC runs against judgements',
  description:
    'Reads runs and qrels as trec_eval does, also packed with gzip. Equal scores are ordered by descending id, so that the figures are ' +
    "trec_eval's; --ties expected gives the mean over all orders instead. Several runs are compared with Fisher's randomisation test " +
    "and Holm's correction.",
  examples: [
    'metrics run.trec --qrels qrels.txt --measures nDCG@10,MAP',
    "metrics bm25.trec dense.trec --qrels qrels.txt --baseline bm25.trec --measures 'P(rel=2)@5,MRR'",
  ],
  configure: (command) =>
    command
      .argument('<run...>', 'run files; several are compared')
      .option('--qrels <file>', 'judgements (required)')
      .option('--measures <names>', 'measures, separated by commas', 'nDCG@10,AP,RR,R@100')
      .addOption(new Option('--ties <policy>', 'order of equal scores').choices(TIES).default('id-descending'))
      .addOption(
        new Option('--missing <policy>', 'judged queries that a run lacks: count as misses, or are left out')
          .choices(['zero', 'skip'])
          .default('zero'),
      )
      .option('--judged-only', 'leave out items without a judgement', false)
      .option('--per-query', 'show the value of each query', false)
      .option('--baseline <run>', 'the run that the others are compared with (default: every pair)'),
  async run({ operands, options, report, signal }) {
    const { readQrelsFile, readRunFile } = await import('@rs-sam/retrieval-metrics/node');
    const { parseMeasure } = await import('@rs-sam/retrieval-metrics/measures');
    const { evaluateRankings, rankRun } = await import('@rs-sam/retrieval-metrics/ranking');
    const { ties, missing, judgedOnly, perQuery, baseline } = options;
    if (options.qrels === undefined) throw new UsageError('--qrels is missing: give the file of the judgements.');
    if (operands.length > 1 && missing === 'skip') {
      throw new UsageError('--missing skip is for one run: several are compared on the same queries.');
    }
    const measures = splitNames(options.measures).map(parseMeasure);
    const names = runNames(operands);
    if (baseline !== undefined && !names.has(baseline)) {
      throw new UsageError(`--baseline ${baseline} is none of the runs: ${[...names.keys()].join(', ')}.`);
    }
    if (baseline !== undefined && operands.length === 1) {
      throw new UsageError('--baseline is for several runs: name the runs that are compared with it.');
    }
    const qrels = await readQrelsFile(options.qrels);
    const runs = new Map<string, Awaited<ReturnType<typeof readRunFile>>>();
    for (const [name, file] of names) {
      signal.throwIfAborted();
      await checkRunOfResult(file);
      const run = await readRunFile(file);
      remark(report, name, run, qrels, missing);
      runs.set(name, run);
    }
    const reportsOf = (name: string) =>
      evaluateRankings(rankRun(runs.get(name) ?? new Map(), qrels, { ties, missing, judgedOnly }), measures, {
        empty: 'zero',
      });
    if (operands.length === 1) {
      const [name = ''] = runs.keys();
      const reports = reportsOf(name);
      report.result(asData(name, reports, perQuery), () => (perQuery ? perQueryLines(reports) : meanLines(reports)));
      return;
    }
    const { compare } = await import('@rs-sam/retrieval-metrics/statistics');
    const { plainTable } = await import('@rs-sam/retrieval-metrics/tables');
    const compared = compare(qrels, runs, { measures, ties, judgedOnly, empty: 'zero', ...(baseline && { baseline }) });
    const { reports, pairs, table } = compared;
    const data = { runs: Array.from(reports, ([name, own]) => asData(name, own, perQuery)), pairs };
    report.result(data, () => [
      ...plainTable(printableData(table)).split('\n'),
      '',
      ...pairLines(pairs),
      '',
      legend(baseline),
    ]);
  },
});

/** Names that commas separate; commas in brackets belong to a name. */
function splitNames(text: string): string[] {
  const names = text.split(/,(?![^({]*[)}])/).map((name) => name.trim());
  if (names.includes('')) throw new UsageError(`--measures "${text}" has an empty name.`);
  return names;
}

/** The runs by the names of their files; by their paths where those are not different. */
function runNames(files: readonly string[]): Map<string, string> {
  const short = new Map(files.map((file) => [basename(file), file]));
  const names = short.size === files.length ? short : new Map(files.map((file) => [file, file]));
  if (names.size < files.length) throw new UsageError('The same run is given twice.');
  return names;
}

/** What is worth a remark about a run: queries of which it, or the judgements, know nothing. */
function remark(
  report: Reporter,
  name: string,
  run: ReadonlyMap<string, unknown>,
  qrels: ReadonlyMap<string, ReadonlyMap<string, number>>,
  missing: string,
): void {
  const lacking = [...qrels.keys()].filter((query) => !run.has(query)).length;
  const unjudged = [...run.keys()].filter((query) => !qrels.has(query)).length;
  const barren = [...qrels.values()].filter((judged) => ![...judged.values()].some((grade) => grade > 0)).length;
  const fate = missing === 'zero' ? 'count as misses; --missing skip leaves them out' : 'are left out';
  if (lacking > 0)
    report.note(`${name}: ${formatCount(lacking, 'judged query', 'judged queries')} not in the run; they ${fate}.`);
  if (unjudged > 0) report.note(`${name}: ${formatCount(unjudged, 'query', 'queries')} without judgements, left out.`);
  if (barren > 0) report.note(`${formatCount(barren, 'query has', 'queries have')} no relevant items; the value is 0.`);
}

function asData(name: string, reports: readonly MeasureReport[], perQuery: boolean) {
  const measures = reports.map(({ name: measure, mean, queries, values }) => ({
    measure,
    value: mean,
    queries: queries.length,
    ...(perQuery && { perQuery: Object.fromEntries(queries.map((query, i) => [query, values[i]])) }),
  }));
  return { run: name, measures };
}

function meanLines(reports: readonly MeasureReport[]): string[] {
  return aligned(reports.map(({ name, mean }) => [name, figure(mean)]));
}

function perQueryLines(reports: readonly MeasureReport[]): string[] {
  return aligned(
    reports.flatMap(({ name, mean, queries, values }) => [
      ...queries.map((query, i) => [name, String(query), figure(values[i] as number)]),
      [name, 'all', figure(mean)],
    ]),
  );
}

interface Pair {
  readonly measure: string;
  readonly a: string;
  readonly b: string;
  readonly difference: number;
  readonly adjustedPValue: number;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

function pairLines(pairs: readonly Pair[]): string[] {
  const head = ['', '', 'difference', 'p', 'wins', 'ties', 'losses'];
  const rows = pairs.map(({ measure, a, b, difference, adjustedPValue, wins, ties, losses }) => [
    measure,
    `${a} − ${b}`,
    figure(difference),
    adjustedPValue.toFixed(4),
    ...[wins, ties, losses].map(String),
  ]);
  return aligned([head, ...rows]);
}

function legend(baseline: string | undefined): string {
  const marks =
    baseline === undefined
      ? 'letters: better than the runs of these letters, p < 0.05'
      : `† differs from ${baseline}, p < 0.05; ‡ p < 0.01`;
  return `${BEST_EXPLAINED}; ${marks} (adjusted for the number of comparisons)`;
}

function figure(value: number): string {
  return Number.isInteger(value) && Math.abs(value) > 1 ? String(value) : value.toFixed(4);
}

/** The lines of a table in which figures are aligned to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const shown = printableData(rows);
  const right = (row: number, column: number) => column > 0 && /^[\d.-]+$/.test(shown[row]?.[column] ?? '');
  return formatTable(shown, { right }).split('\n');
}
