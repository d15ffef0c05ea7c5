import { InvalidOptionError } from '../errors';
import { averagePrecision } from './average-precision';
import { bpref } from './bpref';
import { COUNT_NAMES, type CountName, count } from './count';
import { dcg, ndcg } from './dcg';
import { expectedReciprocalRank, normalisedExpectedReciprocalRank } from './expected-reciprocal-rank';
import { f1 } from './f1';
import { GAINS, type Gain } from './gain';
import { hitRate } from './hit-rate';
import { interpolatedPrecision } from './interpolated-precision';
import { judgedShare } from './judged-share';
import type { Measure } from './measure';
import { precision } from './precision';
import { rPrecision } from './r-precision';
import { rbp } from './rbp';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';

/** The options of any measure; each measure refuses those that it does not have. */
interface AnyOptions {
  at?: number;
  relevantFrom?: number;
  gain?: Gain | 'scaled';
  persistence?: number;
  maxGrade?: number;
}

const MEASURES: Readonly<Record<string, (options: AnyOptions) => Measure>> = {
  AP: averagePrecision,
  bpref,
  DCG: dcg as (options: AnyOptions) => Measure,
  ERR: expectedReciprocalRank,
  F1: f1,
  hit: hitRate,
  IPrec: ({ at, ...rest }) => interpolatedPrecision({ ...rest, recall: at as number }),
  Judged: judgedShare,
  nDCG: ndcg as (options: AnyOptions) => Measure,
  nERR: normalisedExpectedReciprocalRank,
  P: precision,
  R: recall,
  RBP: rbp,
  RR: reciprocalRank,
  Rprec: rPrecision,
  ...Object.fromEntries(COUNT_NAMES.map((name) => [name, (options: AnyOptions) => count(name as CountName, options)])),
};

/** Other names of the same measures, in lower case: those of trec_eval, ranx and ir_measures, and the usual ones of their means. */
const ALIASES: Readonly<Record<string, string>> = {
  map: 'AP',
  map_cut: 'AP',
  mrr: 'RR',
  recip_rank: 'RR',
  precision: 'P',
  recall: 'R',
  r_precision: 'Rprec',
  success: 'hit',
  hit_rate: 'hit',
  ndcg_cut: 'nDCG',
  dcg_burges: 'DCG(exponential)',
  ndcg_burges: 'nDCG(exponential)',
  iprec_at_recall: 'IPrec',
  set_p: 'P',
  setp: 'P',
  set_recall: 'R',
  setr: 'R',
  set_f: 'F1',
  setf: 'F1',
  numq: 'num_q',
  numret: 'num_ret',
  numrel: 'num_rel',
  numrelret: 'num_rel_ret',
};

const BY_LOWER_CASE = new Map(Object.keys(MEASURES).map((name) => [name.toLowerCase(), name]));

/**
 * A measure from its name: `nDCG@10`, `P(rel=2)@5`, `AP`, `RBP(p=0.9)`, `nDCG(exponential)@5`, `nDCG(gains={1:3,2:9})`, `ERR(max=3)@20`,
 * `IPrec@0.1` (at a level of recall). Every `Measure` that this package makes has a name that is read back. The names of trec_eval
 * (`ndcg_cut_10`, `P.5`, `map`, `recip_rank`), ranx (`mrr@10`, `ndcg_burges@5`, `rbp.95`, `map@10-l2`) and ir_measures
 * (`nDCG(dcg='exp-log2')@20`, `Success@1`) are understood too; upper and lower case are the same.
 *
 * Throws `InvalidOptionError`, which lists the names, for another name or parameter.
 *
 * @example
 * console.log(parseMeasure('ndcg_cut_10').name, parseMeasure('P(rel=2)@5').name); // nDCG@10 P(rel=2)@5
 */
export function parseMeasure(name: string): Measure {
  const parts = typeof name === 'string' ? PATTERN.exec(name.trim())?.groups : undefined;
  if (parts === undefined) throw unknown(name);
  const { base = '', parameters = '', at, level } = parts;
  const known = nameOf(base);
  if (known === undefined) throw unknown(name);
  const [measure, ...given] = known.split(/[()]/).filter((part) => part !== '') as [string, ...string[]];
  const options: AnyOptions = {};
  for (const text of [...given, parameters]) readParameters(text, options, name);
  if (level !== undefined) options.relevantFrom = Number(level);
  if (at !== undefined) readCut(measure, at, options, name);
  if (measure === 'IPrec' && options.at === undefined) throw unknown(name, 'with a level of recall, as IPrec@0.1');
  return (MEASURES[measure] as (options: AnyOptions) => Measure)(options);
}

/** A measure, or the measure of this name. Throws `InvalidOptionError`. */
export function measureOf(measure: Measure | string): Measure {
  if (typeof measure === 'string') return parseMeasure(measure);
  if (typeof measure?.of === 'function') return measure;
  throw new InvalidOptionError('measure', measure, 'a measure or its name');
}

// A base name, parameters in brackets, a cut-off after @, _ or a point, and ranx's -l for the lowest relevant grade.
const PATTERN =
  /^(?<base>f1|[a-z]+(?:[-_][a-z]+)*)(?<parameters>(?:\([^()]*\))*)(?:(?:@|_|\.(?=\d))(?<at>\d+(?:\.\d+)?|\.\d+))?(?:-l(?<level>\d+))?$/i;

function nameOf(base: string): string | undefined {
  const lower = base.toLowerCase().replaceAll('-', '_');
  return BY_LOWER_CASE.get(lower) ?? (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined);
}

/** `@10` is a cut-off; of IPrec a level of recall, and in ranx's `rbp.95` a probability. */
function readCut(measure: string, at: string, options: AnyOptions, name: string): void {
  if (measure === 'RBP' && /^[a-z]+\.\d+$/i.test(name.trim())) {
    options.persistence = Number(`0.${at}`);
    options.gain ??= 'linear';
  } else options.at = Number(at);
}

const PARAMETER = /\s*(?:(?<key>\w+)\s*=\s*)?(?<value>\{[^{}]*\}|'[^']*'|"[^"]*"|[^,(){}'"\s]+)\s*(?:,|$|\)|(?=\())/y;

function readParameters(text: string, options: AnyOptions, name: string): void {
  const inner = text.replace(/^\(|\)$/g, '').replaceAll(')(', ',');
  PARAMETER.lastIndex = 0;
  while (PARAMETER.lastIndex < inner.length) {
    const { key, value = '' } = PARAMETER.exec(inner)?.groups ?? {};
    if (value === '') throw unknown(name);
    readParameter(key?.toLowerCase(), value.replace(/^['"]|['"]$/g, ''), options, name);
  }
}

function readParameter(key: string | undefined, value: string, options: AnyOptions, name: string): void {
  const isGain = [...GAINS, 'scaled'].includes(value);
  if (key === 'rel') options.relevantFrom = numberIn(value, name);
  else if (key === 'cutoff') options.at = numberIn(value, name);
  else if (key === 'p') options.persistence = numberIn(value, name);
  else if (key === 'max') options.maxGrade = numberIn(value, name);
  else if (key === 'gains') options.gain = gainsIn(value, name);
  else if ((key === undefined || key === 'gain') && isGain) options.gain = value as Gain;
  else if (key === 'dcg' && (value === 'log2' || value === 'exp-log2'))
    options.gain = value === 'log2' ? 'linear' : 'exponential';
  else throw unknown(name, `without the parameter ${key === undefined ? '' : `${key}=`}${value}`);
}

function gainsIn(value: string, name: string): Gain {
  const pairs = value.replace(/^\{|\}$/g, '').split(',');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [grade, gain, ...rest] = pair.split(':');
      if (gain === undefined || rest.length > 0) throw unknown(name, 'with gains as {1:3,2:9}');
      return [numberIn(grade ?? '', name), numberIn(gain, name)];
    }),
  );
}

function numberIn(value: string, name: string): number {
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw unknown(name, `with a number in place of ${text}`);
}

function unknown(name: unknown, reason?: string): InvalidOptionError {
  const names = Object.keys(MEASURES).join(', ');
  return new InvalidOptionError(
    'measure',
    name,
    reason ?? `one of ${names}, with a cut-off as nDCG@10 and parameters as P(rel=2)`,
  );
}
