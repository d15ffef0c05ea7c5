import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvaluationResult } from '@rs-sam/evaluation';
import { readEvaluation, readEvaluationFile } from '@rs-sam/evaluation';
import { parseJson } from '@rs-sam/foundation/formats';
import type { EpochMetrics, MetricsLine } from '@rs-sam/training';
import * as v from 'valibot';
import type { RowTest } from '../paired-tests/paired-tests';
import { ResultsFileError } from '../paired-tests/results-file-error';
import { readTestsFile } from '../paired-tests/tests-file';

/** A result of `rs-sam evaluate` in a folder `results/<dataset>/<experiment>/<run>`. */
export interface Run {
  readonly dataset: string;
  readonly experiment: string;
  readonly name: string;
  /** The path for commands, from the root of the repository. */
  readonly folder: string;
  readonly result: EvaluationResult;
  /** The epochs of its training, from `metrics.jsonl`; empty for an ensemble. */
  readonly epochs: readonly EpochMetrics[];
}

/** A target figure of `results/targets.json`. */
export interface Target {
  readonly dataset: string;
  readonly experiment: string;
  /** A name as `modelOf` returns it. */
  readonly model: string;
  readonly protocol: 'standard' | 'paper';
  readonly figure: 'meanRecall' | 'recallSum';
  readonly atLeast: number;
  /** The origin of the target. */
  readonly because: string;
}

/** Every run under a folder, sorted by name; folders without `result.json` are skipped. */
export async function readRuns(root: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const dataset of await folders(root)) {
    for (const experiment of await folders(join(root, dataset))) {
      for (const name of await folders(join(root, dataset, experiment))) {
        const path = join(root, dataset, experiment, name);
        if (!existsSync(join(path, 'result.json'))) continue;
        const folder = ['results', dataset, experiment, name].join('/');
        const result = await readEvaluation(path);
        runs.push({ dataset, experiment, name, folder, result, epochs: await epochsOf(path, result) });
      }
    }
  }
  return runs;
}

/** The paired tests of each experiment, by `<data set>/<experiment>`, for experiments with a file of tests. */
export type PairedTests = ReadonlyMap<string, readonly RowTest[]>;

/**
 * Reads `paired-tests.json` of every experiment; `rs-sam reproduce` writes it.
 *
 * @throws ResultsFileError names a file that is damaged.
 */
export async function readPairedTests(root: string): Promise<PairedTests> {
  const tests = new Map<string, readonly RowTest[]>();
  for (const dataset of await folders(root)) {
    for (const experiment of await folders(join(root, dataset))) {
      const file = join(root, dataset, experiment, 'paired-tests.json');
      if (existsSync(file)) tests.set(`${dataset}/${experiment}`, await readTestsFile(file));
    }
  }
  return tests;
}

const targetsSchema = v.array(
  v.strictObject({
    dataset: v.string(),
    experiment: v.string(),
    model: v.string(),
    protocol: v.picklist(['standard', 'paper']),
    figure: v.picklist(['meanRecall', 'recallSum']),
    atLeast: v.number(),
    because: v.string(),
  }),
);

/**
 * Reads the targets, which are written by hand; an empty list if the file is missing.
 *
 * @throws ResultsFileError names the file, and the field that is wrong.
 */
export async function readTargets(root: string): Promise<readonly Target[]> {
  const file = join(root, 'targets.json');
  if (!existsSync(file)) return [];
  const { value, problem } = parseJson(await readFile(file, 'utf8'), targetsSchema);
  if (problem !== null) throw new ResultsFileError(file, problem, 'Fix the file and rerun.');
  return value;
}

/** The models of a run: `sam-t2i`, or `sam-t2i + sam-i2t` for an ensemble, `3 × sam-t2i` for one of three seeds. */
export function modelOf({ result }: Run): string {
  const models = result.models.map(({ configuration }) => configuration.model);
  const times = (model: string) => models.filter((other) => other === model).length;
  return [...new Set(models)].map((model) => (times(model) > 1 ? `${times(model)} × ${model}` : model)).join(' + ');
}

/** The seeds of a run's models; one if they are the same. */
export function seedOf({ result }: Run): string {
  return [...new Set(result.models.map(({ configuration }) => configuration.seed))].join(' + ');
}

async function folders(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

async function epochsOf(path: string, result: EvaluationResult): Promise<EpochMetrics[]> {
  const file = result.models[0]?.curves ?? null;
  if (file === null) return [];
  const lines = (await readEvaluationFile(path, result, file)).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as MetricsLine).filter((line) => line.kind === 'epoch');
}
