import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvaluationResult } from '@rs-sam/evaluation';
import { EvaluationError, readEvaluation } from '@rs-sam/evaluation';
import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import type { MetricsLine } from '@rs-sam/training';
import { openPictures } from './pictures';
import { nameOf, provenanceOf } from './provenance';
import { type ReportContent, reportPage } from './report-page';
import { resultRows } from './result-rows';

/** What a report is made of. */
export interface ReportOptions {
  /** Folders of `evaluateCheckpoint` or `evaluateEnsemble`, of the same part of the same split. */
  readonly evaluations: readonly string[];
  /** The folder of the data set, whose pictures the examples show. Default: none, and no examples. */
  readonly pictures?: string | undefined;
  /** Default: the data set and the models. */
  readonly title?: string | undefined;
}

/**
 * The report of some evaluations as one HTML file: figures against the class-perfect line and the published rows, how they came
 * about, learning curves, what some queries found, and where their words looked.
 *
 * @throws EvaluationError where a folder holds no evaluation, or they are of different data; PictureError.
 */
export async function renderReport({ evaluations, pictures, title }: ReportOptions): Promise<string> {
  const results = await Promise.all(evaluations.map(readEvaluation));
  const [first] = results;
  if (first === undefined) throw new RangeError('A report needs an evaluation.');
  results.forEach(({ data }, i) => {
    if (data.part !== first.data.part || data.splitHash !== first.data.splitHash) {
      const problem = `is of another split than ${evaluations[0]}: their figures cannot stand in one table.`;
      throw new EvaluationError(evaluations[i] as string, problem, 'Make a report of each.');
    }
  });
  return reportPage({
    title: title ?? `${first.models[0]?.features.dataset}: ${results.map(nameOf).join('; ')}`,
    lead: leadOf(first),
    tables: (['standard', 'paper'] as const).map((protocol) => ({
      caption: `${protocol} protocol: ${first.protocols[protocol].description}`,
      rows: resultRows(results, protocol),
    })),
    curves: (
      await Promise.all(evaluations.map((folder, i) => curvesOf(folder, results[i] as EvaluationResult)))
    ).flat(),
    examples: pictures === undefined ? null : await examplesOf(evaluations, results, pictures),
    provenance: results.map((result) => ({ name: nameOf(result), pairs: provenanceOf(result) })),
    configurations: results.flatMap(({ models }) =>
      models.map(({ configuration }) => ({
        name: `${configuration.model}, seed ${configuration.seed}`,
        json: configuration,
      })),
    ),
  });
}

/** The first result in a sentence, against the line. */
function leadOf(result: EvaluationResult): string {
  const { protocols, classPerfect, data } = result;
  const ours = protocols.standard.meanRecall;
  const line = classPerfect?.standard.meanRecall;
  const verdict =
    line === undefined
      ? ''
      : `, ${Math.abs(ours - line).toFixed(1)} ${ours < line ? 'below' : 'above'} what perfect knowledge of the class alone gives (${line.toFixed(1)})`;
  return `${nameOf(result)}: mR ${ours.toFixed(1)} on ${data.images} images and ${data.captions} captions of ${data.part}${verdict}.`;
}

async function curvesOf(folder: string, result: EvaluationResult): Promise<ReportContent['curves']> {
  const file = result.models[0]?.curves ?? null;
  if (file === null) return [];
  const text = await readFile(join(folder, file), 'utf8');
  const lines = text.split('\n').filter(Boolean);
  // The chart library is large, and only a page needs it.
  const { learningCurves } = await import('./learning-curves');
  return learningCurves(
    nameOf(result),
    lines.map((line) => JSON.parse(line) as MetricsLine),
  );
}

/** Those of the first evaluation that has some, for there the words have attention too; an ensemble has none. */
async function examplesOf(
  evaluations: readonly string[],
  results: readonly EvaluationResult[],
  folder: string,
): Promise<ReportContent['examples']> {
  const at = results.findIndex(({ examples }) => examples !== null);
  if (at < 0) return null;
  const file = join(evaluations[at] as string, results[at]?.examples as string);
  const found = JSON.parse(await readFile(file, 'utf8')) as RetrievalExamples;
  const shown = [...found.imageQueries.map(({ image }) => image), ...found.textQueries.flatMap(({ top }) => top)];
  const pictures = await openPictures(
    folder,
    shown.map((image) => image.file),
  );
  return { of: nameOf(results[at] as EvaluationResult), found, pictures };
}
